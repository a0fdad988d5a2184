import { Alert, Button, Card, CardBody, Form, Title } from "@patternfly/react-core";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useMutation } from "urql";
import { graphql } from "../../gql";
import { explain } from "../../ui/admin/ErrorState";
import { TextField } from "../../ui/admin/fields";
import { useTitle } from "../../ui/admin/useTitle";
import { Wordmark } from "../../ui/Wordmark";
import "./sign-in.css";

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

interface Credentials {
  username: string;
  password: string;
}

export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  useTitle("Sign in");
  const form = useForm<Credentials>({ defaultValues: { username: "", password: "" } });
  const [{ fetching }, signIn] = useMutation(SignInMutation);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = form.handleSubmit(async (input) => {
    const { data, error } = await signIn({ input });
    if (data?.signIn.viewer) return onSignedIn();
    setRefusal(data?.signIn.userErrors[0]?.message ?? explain(error));
    form.setFocus("password");
  });
  return (
    <main className="sign-in">
      <Card className="sign-in-card">
        <CardBody>
          <Wordmark size={36} />
          <Title headingLevel="h1">Sign in</Title>
          <p className="sign-in-hint">Administration of this deployment</p>
          <Form onSubmit={(e) => void submit(e)} noValidate>
            <div role="alert" className="parley-live">{refusal && <Alert variant="danger" isInline title={refusal} />}</div>
            <TextField control={form.control} name="username" label="User name" required autoComplete="username" />
            <TextField control={form.control} name="password" label="Password" required type="password" autoComplete="current-password" />
            <Button type="submit" variant="primary" isBlock isLoading={fetching} isDisabled={fetching}>
              Sign in
            </Button>
          </Form>
        </CardBody>
      </Card>
    </main>
  );
}
