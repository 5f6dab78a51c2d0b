using System.Net;
using Azure;
using Azure.Core.Pipeline;
using SecureText.Audit.Tree;
using SecureText.Keys;
using SecureText.Packages.Tests.Keys;

namespace SecureText.Azure.Tests.Storage;

/// <summary>A service that says how long to wait: nobody who is waited for may.</summary>
public class PromptRetryPolicyTests
{
    private static readonly Uri Vault = new("https://clinic.vault.azure.net");

    [Theory]
    [InlineData("3", 1)]
    [InlineData("120", 1)]
    [InlineData("Sun, 22 Nov 2026 20:00:00 GMT", 1)]
    [InlineData("1", 3)]
    [InlineData(null, 3)]
    public async Task Key_of_a_busy_vault_is_asked_for_again_only_when_it_is_soon(string? retryAfter, int tries)
    {
        using var busy = new Busy(retryAfter);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => KeyVaultKeyWrapper.StartAsync(
            new KeysOptions { KeyVaultUri = Vault, KeyName = "kek" }, new FakeVault.Credential(), busy.Transport(), CancellationToken.None));

        Assert.Equal((503, tries), (failure.Status, busy.Requests));
    }

    [Fact]
    public async Task Signer_with_a_busy_vault_comes_back_at_once()
    {
        using var busy = new Busy("3");
        using var signer = new VaultSigner("log", Vault, "log", new FakeVault.Credential(), TimeProvider.System, busy.Transport());

        await Assert.ThrowsAsync<RequestFailedException>(() => signer.SignAsync("text", CancellationToken.None));

        Assert.Equal(1, busy.Requests);
    }

    private sealed class Busy(string? retryAfter) : HttpMessageHandler
    {
        internal int Requests { get; private set; }

        internal HttpClientTransport Transport() => new(new HttpClient(this));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            var answer = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            if (retryAfter is not null) answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return Task.FromResult(answer);
        }
    }
}
