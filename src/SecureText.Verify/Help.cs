namespace SecureText.Verify;

internal static class Help
{
    public const string Text = """
        Verifies the audit log of SecureText without trusting who holds it.

          SecureText.Verify verify <folder|container URL> --key <public.jwk|jwks.json> [options]
          SecureText.Verify proof  <file> --key <public.jwk|jwks.json> [--origin <text>] [--json]

        verify   reads a copy of the container 'journal' (the folder that holds the folders 'journal' and 'tree'),
                 or the container itself, and recomputes all of it
        proof    checks one file: that an entry is in the log (*.tlog-proof), or that one checkpoint follows from another

          --key     the clinic's public signing key or keys; get them from the clinic, not from the log
          --since   a checkpoint you kept from an earlier look: shows that nothing was cut back or rewritten since
          --origin  the log's name, as the clinic told you; otherwise that of the newest checkpoint is taken and printed
          --token   bearer token for a container URL, if the URL has no shared access signature. Better in the
                    environment, as SECURETEXT_VERIFY_TOKEN: other users of a machine may see command lines
          --json    the report as JSON, and nothing else, on standard output
          --quiet   no progress

        Exit code: 0 whole, 1 tampered (the report names the first bad place), 2 could not be read.
        """;
}
