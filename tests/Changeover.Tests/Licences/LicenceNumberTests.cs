using Changeover.Licences;

namespace Changeover.Tests.Licences;

public sealed class LicenceNumberTests
{
    [Theory]
    [InlineData("Beijing-WenXinYiYan-20230821", LicenceKind.Filing, "Beijing", "2023-08-21", null)]
    [InlineData("Beijing-DeepseekChat-202404280016", LicenceKind.Filing, "Beijing", "2024-04-28", "0016")]
    [InlineData("ZheJiang-HuaShuShiHuaWenLvDaMoXing-20250609000026", LicenceKind.Filing, "ZheJiang", "2025-06-09", "000026")]
    [InlineData("Guangdong-GuangFaGPT-20250710S0018", LicenceKind.Registration, "Guangdong", "2025-07-10", "0018")]
    [InlineData("网信算备110108823483901230031号", LicenceKind.Algorithm, "110108", null, "0031")]
    public void A_number_tells_its_kind_its_place_its_day_and_its_serial(string text, LicenceKind kind, string place, string? date, string? serial)
    {
        var number = LicenceNumber.Parse(text)!;
        Assert.Equal((kind, place, date, serial), (number.Kind, number.Place, number.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), number.Serial));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Beijing-WenXinYiYan")]
    [InlineData("Beijing-WenXinYiYan-20231321")]
    [InlineData("Beijing-WenXinYiYan-20230821S")]
    [InlineData("Beijing-WenXinYiYan-2023082112345")]
    [InlineData("Beijing--20230821")]
    [InlineData("网信算备11010882348390123003号")]
    [InlineData(" Beijing-WenXinYiYan-20230821")]
    public void What_has_another_form_is_none(string text) => Assert.Null(LicenceNumber.Parse(text));
}
