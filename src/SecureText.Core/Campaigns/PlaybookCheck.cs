namespace SecureText.Campaigns;

/// <summary>Says what is wrong with a playbook.</summary>
public static class PlaybookCheck
{
}
