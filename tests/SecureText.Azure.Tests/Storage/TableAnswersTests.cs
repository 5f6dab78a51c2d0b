using Azure;

namespace SecureText.Storage;

public class TableAnswersTests
{
    // Both stand in the service's list of errors for an entity that is not there.
    [Theory]
    [InlineData(404, "ResourceNotFound", true)]
    [InlineData(404, "EntityNotFound", true)]
    [InlineData(404, "TableNotFound", false)]
    [InlineData(404, null, false)]
    public void Missing_row_is_told_from_a_missing_table(int status, string? code, bool isGone)
    {
        var answer = new RequestFailedException(status, "made up", code, null);
        Assert.Equal((isGone, isGone), (answer.IsGone(), answer.IsChanged()));
    }
}
