import { Switch } from "../../ui/Controls";
import { Dialog } from "../../ui/Dialog";
import { shortcuts } from "./shortcuts";
import "./shortcuts.css";

interface Props {
  enabled: boolean;
  onEnabled: (on: boolean) => void;
  onClose: () => void;
}

export function ShortcutsDialog({ enabled, onEnabled, onClose }: Props) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} testId="shortcuts-dialog">
      <Switch label="Use single-key shortcuts" on={enabled} onChange={onEnabled} testId="shortcuts-enabled" />
      <dl className="shortcuts" data-off={enabled ? undefined : ""}>
        {shortcuts.map((shortcut) => (
          <div key={shortcut.act} className="shortcuts__row">
            <dt>
              <kbd>{shortcut.key.toUpperCase()}</kbd>
            </dt>
            <dd>{shortcut.text}</dd>
          </div>
        ))}
        <div className="shortcuts__row">
          <dt>
            <kbd>Esc</kbd>
          </dt>
          <dd>Close a panel, menu or dialog</dd>
        </div>
      </dl>
      <p className="muted shortcuts__note">Shortcuts rest while you type. Everything can also be reached with Tab and Enter.</p>
    </Dialog>
  );
}
