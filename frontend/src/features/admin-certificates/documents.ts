import { graphql } from "../../gql";

export const CertificatesQuery = graphql(`
  query Certificates($first: Int!, $after: String, $filter: CertificateFilter) {
    certificates(first: $first, after: $after, filter: $filter, orderBy: { field: NAME }) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        installed
        subject
        issuer
        dnsNames
        ipAddresses
        notAfter
        daysLeft
        usedByWeb
        usedByNodes {
          id
          name
        }
        warnings {
          code
          message
        }
      }
    }
  }
`);

export const CertificateFields = graphql(`
  fragment CertificateFields on Certificate {
    id
    revision
    name
    installed
    subject
    issuer
    serial
    fingerprint
    keyType
    dnsNames
    ipAddresses
    notBefore
    notAfter
    daysLeft
    selfSigned
    chain
    request
    usedByWeb
    usedByNodes {
      id
      name
    }
    warnings {
      code
      message
    }
  }
`);

export const CertificateQuery = graphql(`
  query Certificate($id: ID!) {
    certificate(id: $id) {
      ...CertificateFields
    }
  }
`);

export const CertificateUploadMutation = graphql(`
  mutation CertificateUpload($input: CertificateUploadInput!) {
    certificateUpload(input: $input) {
      certificate {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const CertificateRequestMutation = graphql(`
  mutation CertificateRequestCreate($input: CertificateRequestCreateInput!) {
    certificateRequestCreate(input: $input) {
      certificate {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const CertificateInstallMutation = graphql(`
  mutation CertificateInstall($input: CertificateInstallInput!) {
    certificateInstall(input: $input) {
      certificate {
        ...CertificateFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const CertificateUpdateMutation = graphql(`
  mutation CertificateUpdate($input: CertificateUpdateInput!) {
    certificateUpdate(input: $input) {
      certificate {
        ...CertificateFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const CertificateRemoveMutation = graphql(`
  mutation CertificateRemove($input: CertificateRemoveInput!) {
    certificateRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const WebCertificateMutation = graphql(`
  mutation WebCertificateAssign($input: WebCertificateAssignInput!) {
    webCertificateAssign(input: $input) {
      certificate {
        ...CertificateFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
