"""The people of the tests."""

from __future__ import annotations

JORIS = {"mentor_name": "Joris De Smet", "mentor_language": "nl"}
OLA = {"trainee_name": "Ola Kowalczyk", "trainee_language": "pl"}
JORIS_AND_OLA = {**JORIS, **OLA}

MEHMET = {"trainee_name": "Mehmet Yıldırım", "trainee_language": "de"}
GIULIA = {"trainee_name": "Giulia Ferrari", "trainee_language": "fr"}
EILEEN = {"trainee_name": "Eileen O’Brien", "trainee_language": "en"}
