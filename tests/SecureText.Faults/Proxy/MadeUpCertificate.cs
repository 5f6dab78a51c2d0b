using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SecureText.Faults.Proxy;

/// <summary>A certificate for the vault's name that only a process with <c>SSL_CERT_FILE</c> trusts.</summary>
internal static class MadeUpCertificate
{
    /// <summary>Makes it, and writes its public half to <paramref name="file"/>.</summary>
    internal static X509Certificate2 Make(string host, string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllText(file, made.ExportCertificatePem());
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
