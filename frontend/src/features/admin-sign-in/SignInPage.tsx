import { Alert, Bullseye, Button, Card, CardBody, Divider, Form, FormGroup, Radio, Spinner, Title } from "@patternfly/react-core";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql";
import type { SignInSource } from "../../gql/graphql";
import { explain } from "../../ui/admin/ErrorState";
import { TextField } from "../../ui/admin/fields";
import { useTitle } from "../../ui/admin/useTitle";
import { Wordmark } from "../../ui/Wordmark";
import { beginAt, outcomeOf } from "./outcome";
import "./sign-in.css";

const SignInPageQuery = graphql(`
  query SignInPage {
    signInPage {
      banner
      local
      directory
      provider
      providerUrl
    }
  }
`);

const SignInMutation = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      viewer {
        name
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** Signs somebody in, in one of the ways that are on. */
export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  useTitle("Sign in");
  const [{ data, error }] = useQuery({ query: SignInPageQuery, requestPolicy: "network-only" });
  const [came] = useState(() => outcomeOf(window.location.search));
  useEffect(() => {
    if (came) window.history.replaceState(window.history.state, "", window.location.pathname);
  }, [came]);
  const page = data?.signInPage;
  // Whatever is wrong with asking, local accounts can be tried.
  const local = page?.local ?? error !== undefined;
  const directory = page?.directory ?? null;
  return (
    <main className="sign-in">
      <Card className="sign-in-card">
        <CardBody>
          <Wordmark size={36} />
          <Title headingLevel="h1">Sign in</Title>
          <p className="sign-in-hint">Administration of this deployment</p>
          {page?.banner && <p className="sign-in-banner">{page.banner}</p>}
          <div role="alert" className="parley-live">
            {came && (
              <Alert variant={came.trace ? "danger" : "warning"} isInline title={came.title}>
                <p>{came.body}</p>
                {came.trace && <p className="sign-in-trace">In the log under {came.trace}</p>}
              </Alert>
            )}
          </div>
          {!page && !error && (
            <Bullseye>
              <Spinner size="lg" aria-label="Loading" />
            </Bullseye>
          )}
          {page?.provider && page.providerUrl && (
            <Button component="a" variant={local || directory ? "secondary" : "primary"} isBlock href={beginAt(page.providerUrl, window.location)} className="sign-in-provider">
              {page.provider}
            </Button>
          )}
          {page?.provider && (local || directory !== null) && <Divider className="sign-in-divider" />}
          {(local || directory !== null) && <PasswordForm local={local} directory={directory} onSignedIn={onSignedIn} />}
        </CardBody>
      </Card>
    </main>
  );
}

interface Credentials {
  username: string;
  password: string;
}

interface PasswordFormProps {
  local: boolean;
  directory: string | null;
  onSignedIn: () => void;
}

function PasswordForm({ local, directory, onSignedIn }: PasswordFormProps) {
  const form = useForm<Credentials>({ defaultValues: { username: "", password: "" } });
  const [source, setSource] = useState<SignInSource>((directory !== null ? "LDAP" : "LOCAL") as SignInSource);
  const [{ fetching }, signIn] = useMutation(SignInMutation);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = form.handleSubmit(async (input) => {
    const { data, error } = await signIn({ input: { ...input, source } });
    if (data?.signIn.viewer) return onSignedIn();
    setRefusal(data?.signIn.userErrors[0]?.message ?? explain(error));
    form.setFocus("password");
  });
  const way = (value: "LDAP" | "LOCAL", label: string) => (
    <Radio id={`source-${value}`} name="source" label={label} isChecked={source === value} onChange={() => setSource(value as SignInSource)} />
  );
  return (
    <Form onSubmit={(e) => void submit(e)} noValidate>
      <div role="alert" className="parley-live">{refusal && <Alert variant="danger" isInline title={refusal} />}</div>
      {local && directory !== null && (
        <FormGroup role="radiogroup" isInline label="Account" fieldId="source">
          {way("LDAP", directory)}
          {way("LOCAL", "Local account")}
        </FormGroup>
      )}
      <TextField control={form.control} name="username" label="User name" required autoComplete="username" />
      <TextField control={form.control} name="password" label="Password" required type="password" autoComplete="current-password" />
      <Button type="submit" variant="primary" isBlock isLoading={fetching} isDisabled={fetching}>
        Sign in
      </Button>
    </Form>
  );
}
