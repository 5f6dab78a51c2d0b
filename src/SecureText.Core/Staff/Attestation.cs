namespace SecureText.Staff;

/// <summary>Somebody has read a policy and said so. Written once, never changed.</summary>
/// <param name="Staff">Who.</param>
/// <param name="Policy">Which.</param>
/// <param name="Version">In which version.</param>
/// <param name="Title">As the policy was called then.</param>
/// <param name="TextHash">SHA-256 of title and text as they were shown, in hex.</param>
/// <param name="At">When.</param>
public sealed record Attestation(
    StaffId Staff, string Policy, int Version, string Title, string TextHash, DateTimeOffset At);
