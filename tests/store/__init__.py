"""The store: one suite over every storage, and the crashes and full disks it must survive."""
