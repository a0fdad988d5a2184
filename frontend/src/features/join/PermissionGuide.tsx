import { browserOf, recoveryGuide, type DeviceProblem } from "../../media/deviceerror";
import { Icon } from "../../ui/Icon";

interface Props {
  problem: DeviceProblem;
  /** "camera", "microphone" or both, for the heading. */
  what: string;
  onRetry: () => void;
}

/** What went wrong with a device, and the steps that mend it in this browser. */
export function PermissionGuide({ problem, what, onRetry }: Props) {
  const guide = recoveryGuide(problem, browserOf(navigator.userAgent));
  return (
    <section className="guide" aria-labelledby="guide-title" data-testid="permission-guide">
      <h2 id="guide-title" className="guide__title">
        <Icon name="warning" />
        <span>
          No {what}: {guide.title.charAt(0).toLowerCase() + guide.title.slice(1)}
        </span>
      </h2>
      <ol className="guide__steps">
        {guide.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div className="guide__foot">
        {problem !== "insecure" && (
          <button type="button" className="button button--plain button--small" onClick={onRetry} data-testid="retry-devices">
            Try again
          </button>
        )}
        <p className="muted">You can also join without; you will still see and hear the others.</p>
      </div>
    </section>
  );
}
