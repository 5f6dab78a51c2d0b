namespace Azure.Data.Tables;

/// <summary>What an update does with the properties that the caller did not give.</summary>
public enum TableUpdateMode
{
    Merge = 0,
    Replace = 1,
}
