using Changeover.Storage;

namespace Changeover.Tests.Storage;

public sealed class DataFolderTests
{
    [Theory]
    [InlineData("/option", "/variable", "/configured", "/option")]
    [InlineData(null, "/variable", "/configured", "/variable")]
    [InlineData("", "", "/configured", "/configured")]
    public void Takes_the_first_that_is_set(string? option, string? variable, string? configured, string expected) =>
        Assert.Equal(Path.GetFullPath(expected), DataFolder.Find(option, () => configured, name => name == DataFolder.Variable ? variable : null));

    [Fact]
    public void The_user_s_folder_is_there_to_fall_back_to()
    {
        Assert.True(Path.IsPathFullyQualified(DataFolder.OfUser));
        Assert.Equal("changeover", Path.GetFileName(DataFolder.OfUser));
    }

    [Fact]
    public void Never_guesses_a_folder_when_the_configuration_cannot_be_read()
    {
        var fault = Assert.Throws<StorageException>(() => DataFolder.Resolve(null, () => null));

        Assert.Contains("changeover config check", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--data", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_folder_is_made_absolute() =>
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "here"), DataFolder.Find("here", () => null, _ => null));
}
