using System.Text.Encodings.Web;
using System.Text.Json;
using Sextant.Lab.Country;
using Sextant.Wire;
using Sextant.Wire.Names;

namespace Sextant.Cli.Parts;

/// <summary>The lab country as a country pack: its imaginary organisations and their domains, with the programme's own catalogues.</summary>
internal static class LabPack
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the pack into a folder and gives it back.</summary>
    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        Put("pack.json", new
        {
            format = 1,
            id = "lab",
            version = "1",
            country = "XL",
            name = Text(LabCountry.Name),
            timeZone = "Asia/Ho_Chi_Minh",
            languages = new[] { "vi", "en" },
            kinds = new[] { Word("organisation", "Tổ chức tưởng tượng", "Imaginary organisations") },
            sectors = Enum.GetValues<LabSector>().Select(sector => Word(FailureWords.Kebab(sector.ToString()), SectorVi(sector), sector.ToString())),
            designationSchemes = Array.Empty<object>(),
            attribution = Array.Empty<object>(),
            sources = new[] { new { id = "lab", kind = "table", title = "Sextant lab country: imaginary", toConfirm = false } },
        });
        Put("organisations.json", new
        {
            organisations = LabCountry.Organisations.Select(one => new
            {
                id = one.Slug,
                kind = "organisation",
                sector = FailureWords.Kebab(one.Sector.ToString()),
                names = new[] { new { name = Text(one.Name) } },
                source = "lab",
            }),
        });
        Put("domains.json", new { domains = LabCountry.Organisations.Select(Domain) });
        foreach (string catalogue in new[] { "criteria.csv", "indicators.csv" })
        {
            File.Copy(Path.Combine(DataRooms.Packs, DataRooms.FirstPack, catalogue), Path.Combine(folder, catalogue), overwrite: true);
        }

        return folder;

        void Put(string file, object content) => File.WriteAllText(Path.Combine(folder, file), JsonSerializer.Serialize(content, Json));
    }

    // An organisation's own domain, and every other name of the cases that belong to it.
    private static object Domain(LabOrganisation one) => new
    {
        organisation = one.Slug,
        domain = HostName.Parse(one.Domain).Ascii,
        kinds = new[] { "site", "mail", "zone" },
        role = "portal",
        confidence = "confirmed",
        source = "lab",
    };

    private static object Word(string id, string vi, string en) => new { id, name = new { vi, en } };

    private static object Text(LabText text) => new { vi = text.Vi, en = text.En };

    private static string SectorVi(LabSector sector) => sector switch
    {
        LabSector.Ministry => "Bộ, ngành",
        LabSector.Province => "Tỉnh, thành phố",
        LabSector.Operator => "Doanh nghiệp viễn thông",
        _ => "Đơn vị khác",
    };
}
