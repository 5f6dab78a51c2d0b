namespace Azure.Data.Tables.Protocol;

/// <summary>The answer where there is no row; to ask for its value is an error.</summary>
internal sealed class NoRow<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value =>
        throw new InvalidOperationException("The response has no value: the service did not find the row.");

    public override Response GetRawResponse() => response;
}
