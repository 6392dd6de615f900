// The page's script: native modules, loaded after htmx. All state lives in the document.
import "./requests.js"
import "./status.js"
import "./page.js"
import "./elements/menu.js"
import "./elements/share-button.js"
import "./elements/copy-button.js"
import "./elements/print-button.js"
import "./elements/signature-pad.js"
