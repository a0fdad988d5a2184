import { PageSection, Title } from "@patternfly/react-core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ChoiceSelect } from "../../ui/admin/ChoiceField";
import { choiceById } from "../../ui/admin/choices";
import { useTitle } from "../../ui/admin/useTitle";
import { AccountCheck } from "./AccountCheck";
import { Conversion } from "./Conversion";
import { type SetupSearch, type SetupStep, setupSteps } from "./search";
import { CloudAccountChoices } from "./setupDocuments";
import { MachineStep, PolicyStep, PortsStep } from "./SetupSteps";
import "./bursting.css";

const names: Record<SetupStep, string> = {
  account: "Account",
  rights: "Rights",
  ports: "Ports",
  machines: "Machines",
  check: "Check",
  conversion: "Conversion",
};

/** Leads from an account at a cloud to nodes that are started when they are needed. */
export function SetupPage() {
  useTitle("Bursting set-up");
  const { account, step = "account", node, to } = useSearch({ from: "/bursting/setup" });
  const conversion = { node, to };
  return (
    <>
      <PageSection>
        <Title headingLevel="h1">Bursting set-up</Title>
        <p className="parley-intro">What is to be done here and at the cloud, with the texts to copy, and what is still missing. Nothing on this page changes anything.</p>
      </PageSection>
      <PageSection isFilled>
        <Steps account={account} step={step} conversion={conversion} />
        <section aria-labelledby="setup-step" className="parley-gap-below">
          <Title headingLevel="h2" id="setup-step" size="lg" className="parley-gap-below">
            {names[step]}
          </Title>
          <Body account={account} step={step} />
        </section>
        <Ways account={account} step={step} conversion={conversion} />
      </PageSection>
    </>
  );
}

interface Where {
  account: string | undefined;
  step: SetupStep;
}

/** What is converted is kept while one looks at other steps. */
interface WithConversion extends Where {
  conversion: Pick<SetupSearch, "node" | "to">;
}

function Steps({ account, step, conversion }: WithConversion) {
  return (
    <nav aria-label="Steps of the set-up">
      <ol className="burst-stepper">
        {setupSteps.map((s, i) => (
          <li key={s}>
            <Link to="/bursting/setup" search={{ account, step: s, ...conversion }} resetScroll={false} {...(s === step ? { "aria-current": "page" as const } : {})}>
              <span aria-hidden="true">{i + 1}</span> {names[s]}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Body({ account, step }: Where) {
  if (step === "conversion") return <Conversion />;
  if (step === "account" || !account) return <AccountStep account={account} needed={step !== "account"} />;
  if (step === "rights") return <PolicyStep account={account} />;
  if (step === "ports") return <PortsStep account={account} />;
  if (step === "machines") return <MachineStep account={account} />;
  return <AccountCheck key={account} account={account} />;
}

/** The account that the rest is about. */
function AccountStep({ account, needed }: { account: string | undefined; needed: boolean }) {
  const navigate = useNavigate({ from: "/bursting/setup" });
  return (
    <div className="parley-narrow parley-fields">
      <p>
        {needed && "Choose an account first. "}
        An account says where machines are, and with which rights they are started and stopped. Machines are never created or deleted: those that there are, are started and stopped.
      </p>
      <div>
        <label htmlFor="setup-account" className="pf-v6-c-form__label">
          Cloud account
        </label>
        <ChoiceSelect
          id="setup-account"
          label="Cloud account"
          from={CloudAccountChoices}
          value={choiceById(account)}
          onChange={(chosen) => void navigate({ search: (before) => ({ ...before, account: chosen?.id }), replace: true, resetScroll: false })}
        />
      </div>
      <p>
        None yet? <Link to="/clouds/$id" params={{ id: "new" }}>Add a cloud account</Link>, and come back.
      </p>
    </div>
  );
}

/** Back and on. */
function Ways({ account, step, conversion }: WithConversion) {
  const at = setupSteps.indexOf(step);
  const [before, after] = [setupSteps[at - 1], setupSteps[at + 1]];
  return (
    <div className="parley-row-actions parley-footer">
      {before && (
        <Link to="/bursting/setup" search={{ account, step: before, ...conversion }} className="pf-v6-c-button pf-m-secondary">
          <span className="pf-v6-c-button__text">Back to {names[before].toLowerCase()}</span>
        </Link>
      )}
      {after && (
        <Link to="/bursting/setup" search={{ account, step: after, ...conversion }} className="pf-v6-c-button pf-m-primary">
          <span className="pf-v6-c-button__text">On to {names[after].toLowerCase()}</span>
        </Link>
      )}
      {!after && (
        <Link to="/bursting" className="pf-v6-c-button pf-m-primary">
          <span className="pf-v6-c-button__text">See what bursting does</span>
        </Link>
      )}
    </div>
  );
}
