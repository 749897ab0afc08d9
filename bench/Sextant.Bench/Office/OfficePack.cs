using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sextant.Bench.Office;

/// <summary>
/// A country pack of the size that the office has to bear: the pack that comes with the program, and units, names, documents, meetings and five yearly plans besides, made up
/// and numbered, so that they are the same in each run.
/// </summary>
internal sealed class OfficePack
{
    /// <summary>2022 to 2026.</summary>
    public const int FirstYear = 2022;

    public const int Years = 5;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Kinds = ["decision", "letter", "report", "notice", "plan"];

    private readonly string _folder;
    private readonly OfficeSize _size;

    private OfficePack(string folder, OfficeSize size) => (_folder, _size) = (folder, size);

    /// <summary>Slugs of the organisations of today.</summary>
    public List<string> Organisations { get; } = [];

    /// <summary>Names that are measured, with what of them is.</summary>
    public List<(string Name, string[] Kinds)> Names { get; } = [];

    /// <summary>Ids of the documents made up.</summary>
    public List<string> Documents { get; } = [];

    /// <summary>Writes the pack into a folder that is not there yet.</summary>
    public static OfficePack Write(string folder, OfficeSize size)
    {
        var pack = new OfficePack(folder, size);
        string own = Path.Combine(AppContext.BaseDirectory, "packs", "vn");
        foreach (string file in Directory.GetFiles(own, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(folder, Path.GetRelativePath(own, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        // Higher than the program's own: the start of the server leaves it alone.
        pack.Change("pack.json", json => json["version"] = "2999.1");
        pack.Change("organisations.json", pack.AddUnits);
        pack.Change("domains.json", pack.AddNames);
        pack.Change("documents.json", pack.AddDocuments);
        pack.Change("programme.json", pack.AddProgramme);
        return pack;
    }

    private static JsonObject Text(string text) => new() { ["vi"] = text, ["en"] = text };

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Change(string file, Action<JsonObject> change)
    {
        string path = Path.Combine(_folder, file);
        JsonObject json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(json);
        File.WriteAllText(path, json.ToJsonString(Plain));
    }

    private void AddUnits(JsonObject json)
    {
        JsonArray units = json["organisations"]!.AsArray();
        Organisations.AddRange(units.Where(unit => unit!["until"] is null).Select(unit => unit!["id"]!.GetValue<string>()));
        string[] provinces = [.. units.Where(unit => unit!["until"] is null && unit["kind"]!.GetValue<string>() == "province").Select(unit => unit!["id"]!.GetValue<string>())];
        for (int i = 1; Organisations.Count < _size.Organisations; i++)
        {
            string id = Format($"don-vi-{i}");
            units.Add(new JsonObject
            {
                ["id"] = id, ["kind"] = "agency", ["sector"] = "local-government", ["source"] = "provinces",
                ["names"] = new JsonArray(new JsonObject { ["name"] = new JsonObject { ["vi"] = Format($"Sở Khoa học và Công nghệ số {i}"), ["en"] = Format($"Department of Science and Technology {i}") } }),
            });
            json["relations"]!.AsArray().Add(new JsonObject { ["from"] = id, ["to"] = provinces[i % provinces.Length], ["kind"] = "part-of", ["source"] = "provinces" });
            Organisations.Add(id);
        }
    }

    /// <summary>Of two names one takes mail too: five targets.</summary>
    private void AddNames(JsonObject json)
    {
        JsonArray rows = json["domains"]!.AsArray();
        for (int i = 0; i < _size.Targets * 2 / 5; i++)
        {
            (string name, string[] kinds) = (Format($"dich-vu-{i}.gov.vn"), i % 2 == 0 ? ["site", "mail", "zone"] : ["site", "zone"]);
            rows.Add(new JsonObject
            {
                ["organisation"] = Organisations[i % Organisations.Count], ["domain"] = name, ["kinds"] = new JsonArray([.. kinds.Select(kind => JsonValue.Create(kind))]),
                ["role"] = i / Organisations.Count == 0 ? "public-services" : "service", ["confidence"] = "listed", ["source"] = "by-pattern",
            });
            Names.Add((name, kinds));
        }
    }

    private void AddDocuments(JsonObject json)
    {
        JsonArray rows = json["documents"]!.AsArray();
        for (int i = 1; i <= _size.Documents; i++)
        {
            string id = Format($"van-ban-{i}");
            rows.Add(new JsonObject
            {
                ["id"] = id, ["kind"] = Kinds[i % Kinds.Length], ["number"] = Format($"{i}/QĐ-TĐ"), ["date"] = Format($"{FirstYear + (i % Years)}-{1 + (i % 10):00}-{1 + (i % 28):00}"),
                ["title"] = Format($"Về việc triển khai nhiệm vụ chuyển đổi IPv6 số {i}"), ["issuer"] = Organisations[i % Organisations.Count], ["source"] = "gov",
                ["articles"] = new JsonArray(new JsonObject { ["number"] = "1", ["text"] = Format($"Các đơn vị rà soát hệ thống thông tin, chuyển đổi cổng thông tin điện tử sang IPv6 đợt {i}.") }),
                ["obligations"] = new JsonArray(new JsonObject { ["article"] = "1", ["text"] = "Chuyển đổi cổng thông tin điện tử", ["organisation"] = Organisations[(i * 7) % Organisations.Count] }),
            });
            Documents.Add(id);
        }
    }

    private void AddProgramme(JsonObject json)
    {
        for (int year = FirstYear; year < FirstYear + Years; year++)
        {
            var tasks = new JsonArray();
            for (int number = 1; number <= _size.TasksAYear; number++)
            {
                int at = ((year - FirstYear) * _size.TasksAYear) + number;
                tasks.Add(new JsonObject
                {
                    ["number"] = number, ["text"] = Format($"Triển khai IPv6 cho hệ thống thông tin số {at}"), ["group"] = 1 + (number % 4), ["product"] = "Báo cáo kết quả",
                    ["lead"] = Organisations[at % Organisations.Count], ["due"] = Format($"{year}-{1 + (number % 12):00}-15"), ["dueBy"] = number % 3 == 0 ? "quarter" : "month",
                    ["with"] = new JsonArray(new JsonObject { ["organisation"] = Organisations[(at * 3) % Organisations.Count] }, new JsonObject { ["text"] = "Các bộ, ngành, địa phương" }),
                });
            }

            json["plans"]!.AsArray().Add(new JsonObject { ["id"] = Format($"ke-hoach-{year}"), ["year"] = year, ["title"] = Format($"Kế hoạch năm {year}"), ["issued"] = Format($"{year}-01-20"), ["tasks"] = tasks, ["source"] = "press" });
            for (int month = 1; month <= 10; month += 3)
            {
                json["meetings"]!.AsArray().Add(Meeting(year, month));
            }
        }
    }

    private JsonObject Meeting(int year, int month) => new()
    {
        ["id"] = Format($"hop-{year}-{month}"), ["date"] = Format($"{year}-{month:00}-10"), ["title"] = Format($"Hội nghị giao ban tháng {month} năm {year}"), ["sites"] = 35, ["source"] = "press",
        ["participants"] = new JsonArray([.. Organisations.Take(30).Select(slug => new JsonObject { ["role"] = "đại biểu", ["organisation"] = slug })]),
        ["directions"] = new JsonArray([.. Enumerable.Range(1, 6).Select(i => new JsonObject { ["text"] = Format($"Các đơn vị hoàn thành nội dung {i}"), ["to"] = "các đơn vị" })]),
    };
}
