using Changeover.Keys;

namespace Changeover.Tests.Keys;

public sealed class VirtualKeyTests
{
    [Fact]
    public void Has_its_form()
    {
        var key = VirtualKey.Create();

        Assert.Matches("^co-[0-9A-Za-z]{49}$", key);
        Assert.Equal(VirtualKey.Length, key.Length);
        Assert.True(VirtualKey.IsWellFormed(key));
        Assert.NotEqual(key, VirtualKey.Create());
    }

    [Fact]
    public void Any_one_wrong_character_is_noticed()
    {
        var key = VirtualKey.Create();

        for (var i = 0; i < key.Length; i++)
        {
            var wrong = key.ToCharArray();
            wrong[i] = wrong[i] == 'x' ? 'y' : 'x';
            Assert.False(VirtualKey.IsWellFormed(wrong), $"position {i}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("co-")]
    [InlineData("sk-proj-0123456789012345678901234567890123456789012345678")]
    [InlineData("co-éééééééééééééééééééééééééééééééééééééééééééééééééé")]
    public void What_is_no_key_is_told_apart(string text)
    {
        Assert.False(VirtualKey.IsWellFormed(text));
        Assert.False(VirtualKey.IsWellFormed(text.PadRight(VirtualKey.Length, 'é').AsSpan(0, VirtualKey.Length)));
    }

    [Fact]
    public void A_key_that_is_cut_or_padded_is_noticed()
    {
        var key = VirtualKey.Create();

        Assert.False(VirtualKey.IsWellFormed(key.AsSpan(0, key.Length - 1)));
        Assert.False(VirtualKey.IsWellFormed(key + "0"));
    }
}
