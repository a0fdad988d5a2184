import { ActionGroup, Alert, Breadcrumb, BreadcrumbItem, Button, Form, PageSection, Title } from "@patternfly/react-core";
import type { FormEventHandler, ReactNode } from "react";
import type { Refusal } from "./refusals";

interface Props {
  title: string;
  /** The link back to the list. */
  parent: ReactNode;
  /** Refusals that belong to no single field. */
  refusals: readonly Refusal[];
  saved: boolean;
  saving: boolean;
  submitLabel: string;
  onSubmit: FormEventHandler;
  onCancel: () => void;
  /** Shown when somebody else changed the object meanwhile. */
  conflict?: ReactNode;
  /** Beside the title: state and actions of the object. */
  header?: ReactNode;
  children: ReactNode;
  /** Below the form: what is not part of its saving. */
  footer?: ReactNode;
}

/** One object's page: where it belongs, its form, and how saving went. */
export function FormPage(p: Props) {
  return (
    <>
      <PageSection>
        <Breadcrumb>
          <BreadcrumbItem>{p.parent}</BreadcrumbItem>
          <BreadcrumbItem isActive>{p.title}</BreadcrumbItem>
        </Breadcrumb>
        <Title headingLevel="h1">{p.title}</Title>
        {p.header}
      </PageSection>
      <PageSection isFilled>
        <Form className="parley-narrow" onSubmit={p.onSubmit} noValidate>
          <div aria-live="polite">
            {p.saved && <Alert variant="success" isInline title="Saved" />}
            {p.conflict}
            {p.refusals.map((r) => (
              <Alert key={r.code + r.message} variant="danger" isInline title={r.message} />
            ))}
          </div>
          {p.children}
          <ActionGroup>
            <Button type="submit" variant="primary" isLoading={p.saving} isDisabled={p.saving}>
              {p.submitLabel}
            </Button>
            <Button variant="link" onClick={p.onCancel}>
              Cancel
            </Button>
          </ActionGroup>
        </Form>
        {p.footer}
      </PageSection>
    </>
  );
}
