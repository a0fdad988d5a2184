import { ActionGroup, Alert, Breadcrumb, BreadcrumbItem, Button, Form, PageSection, Title } from "@patternfly/react-core";
import { type FormEventHandler, type ReactNode, useEffect, useRef } from "react";
import type { Refusal } from "./refusals";
import { useMay } from "./session";
import { Unsaved } from "./Unsaved";
import { useTitle } from "./useTitle";

interface Props {
  title: string;
  /** The link back to the list. */
  parent?: ReactNode;
  /** Refusals that belong to no single field. */
  refusals: readonly Refusal[];
  saving: boolean;
  /** Nobody changes it, whatever their rights; says why. */
  fixed?: string | undefined;
  /** Whether something would be lost by leaving now. */
  isDirty: () => boolean;
  submitLabel: string;
  /** Who may change the object; config:write unless said otherwise. */
  scope?: string;
  onSubmit: FormEventHandler;
  onCancel: () => void;
  /** Shown when somebody else changed the object meanwhile. */
  conflict?: ReactNode;
  /** Below the title: state of the object. */
  header?: ReactNode;
  /** Above the fields: how to find one's way among them. Works for those who may only look, too. */
  tools?: ReactNode;
  /** Shown in place of the form, which keeps what was typed. */
  instead?: ReactNode;
  children: ReactNode;
  /** Below the form: what is not part of its saving. */
  footer?: ReactNode;
}

/** One object's page: where it belongs, its form, and how saving went. */
export function FormPage(p: Props) {
  useTitle(p.title);
  const allowed = useMay(p.scope ?? "config:write");
  const may = allowed && p.fixed === undefined;
  return (
    <>
      <PageSection>
        {p.parent && (
          <Breadcrumb className="parley-breadcrumb">
            <BreadcrumbItem>{p.parent}</BreadcrumbItem>
            <BreadcrumbItem isActive>{p.title}</BreadcrumbItem>
          </Breadcrumb>
        )}
        <Title headingLevel="h1" className="parley-break">
          {p.title}
        </Title>
        {p.header && <div className="parley-header">{p.header}</div>}
      </PageSection>
      <PageSection isFilled>
        <Unsaved isDirty={p.isDirty} />
        {p.conflict}
        {p.instead}
        <Form hidden={Boolean(p.instead)} className="parley-narrow" onSubmit={p.onSubmit} noValidate>
          {!may && <Alert variant="info" isInline isPlain title={p.fixed ?? "You may look at this, not change it."} />}
          <Refusals refusals={p.refusals} />
          {p.tools}
          <fieldset className="parley-fields" disabled={!may}>
            {p.children}
          </fieldset>
          {may && (
            <ActionGroup>
              <Button type="submit" variant="primary" isLoading={p.saving} isDisabled={p.saving}>
                {p.submitLabel}
              </Button>
              <Button variant="link" onClick={p.onCancel}>
                Cancel
              </Button>
            </ActionGroup>
          )}
        </Form>
        {may && p.footer && !p.instead && <div className="parley-footer parley-narrow">{p.footer}</div>}
      </PageSection>
    </>
  );
}

/** What stands in the way and belongs to no field. Comes into sight and is announced. */
export function Refusals({ refusals }: { refusals: readonly Refusal[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusals.length > 0) box.current?.scrollIntoView({ block: "center" });
  }, [refusals]);
  return (
    <div aria-live="assertive" ref={box} className="parley-live">
      {refusals.map((r) => (
        <Alert key={r.code + r.message} variant="danger" isInline title={r.message} />
      ))}
    </div>
  );
}
