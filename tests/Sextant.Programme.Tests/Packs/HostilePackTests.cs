using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Sextant.Programme.Packs;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Packs;

/// <summary>Packs come from others: whatever is in one ends in sentences, never in an exception of reading, nor in unbounded time or memory.</summary>
public sealed class HostilePackTests
{
    [Theory]
    [InlineData("organisations.json", "organisations[1].id", "\"ha-noi\"", "stands already in organisations[0]")]
    [InlineData("organisations.json", "organisations[0].id", "\"Ha Noi!\"", "is not a slug")]
    [InlineData("organisations.json", "organisations[0].kind", "\"kingdom\"", "pack.json kinds has no")]
    [InlineData("organisations.json", "organisations[0].source", "\"rumour\"", "has no source")]
    [InlineData("organisations.json", "organisations[1].until", "\"2025-02-30\"", "a day that exists")]
    [InlineData("organisations.json", "organisations[1].until", "20250630", "a day that exists")]
    [InlineData("organisations.json", "organisations[1].from", "\"2026-01-01\"", "ends (2025-06-30) before it begins")]
    [InlineData("organisations.json", "organisations[0].until", "\"2020-01-01\"", "outside those of the organisation")]
    [InlineData("organisations.json", "organisations[1].designations[0].value", "\"01\"", "belongs to \"ha-noi\" on some of the same days")]
    [InlineData("organisations.json", "organisations[0].names[0].name.vi", "\"\"", "1 to 4000 characters")]
    [InlineData("organisations.json", "organisations[0].names[0].name.vi", "\"a\\u001b[31mb\"", "without control characters")]
    [InlineData("organisations.json", "organisations[0].names[0].name.vi", "\"\\ud800\"", "without control characters")]
    [InlineData("organisations.json", "organisations[0].names[0].name.fr", "\"Hanoi\"", "not among the pack's languages")]
    [InlineData("organisations.json", "organisations[0].nick", "1", "not part of the format")]
    [InlineData("organisations.json", "organisations[0].names", "{}", "a list [ ... ]")]
    [InlineData("organisations.json", "relations[0].to", "\"atlantis\"", "has no \"atlantis\"")]
    [InlineData("organisations.json", "relations[0].on", "\"2025-08-01\"", "must end on the day before 2025-08-01")]
    [InlineData("organisations.json", "relations[0].kind", "\"ate\"", "is not one of merged-into")]
    [InlineData("domains.json", "domains[0].domain", "\"a..b\"", "is not a host name")]
    [InlineData("domains.json", "domains[1].domain", "\"hanoi.gov.vn\"", "belongs to \"ha-noi\"")]
    [InlineData("domains.json", "domains[0].kinds", "[\"toaster\"]", "is not one of site, mail, zone")]
    [InlineData("domains.json", "domains[0].kinds", "[]", "name what is measured")]
    [InlineData("domains.json", "domains[0].confidence", "\"sure\"", "is not one of confirmed")]
    [InlineData("figures.json", "facts[0].numerator", "900", "not above its denominator")]
    [InlineData("figures.json", "facts[0].numerator", "1e400", "a number below 10^15")]
    [InlineData("figures.json", "facts[0].indicator", "\"G-99\"", "indicators.csv has no \"G-99\"")]
    [InlineData("figures.json", "usagePoints[0].month", "\"2016-13\"", "a month written like")]
    [InlineData("figures.json", "usagePoints[0].value", "101", "between 0 and 100")]
    [InlineData("figures.json", "usagePoints[1].series", "\"apnic\"", "stands already in usagePoints[0]")]
    [InlineData("programme.json", "phases[0].until", "\"2031-01-01\"", "outside its programme")]
    [InlineData("programme.json", "targetValues[0].phase", "9", "phases has no")]
    [InlineData("programme.json", "targetValues[0].by", "\"2022-01-01\"", "either its phase or the day")]
    [InlineData("programme.json", "programmes[0].scope.units", "86", "do not add up")]
    [InlineData("programme.json", "days[0].day", "\"02-30\"", "not a day of the year")]
    [InlineData("map.json", "outlines[0].path", "\"M0,0\\\"onload=alert(1)\"", "not SVG path data")]
    [InlineData("map.json", "viewBox", "\"0 0 812\"", "write four numbers")]
    [InlineData("pack.json", "timeZone", "\"../../etc/passwd\"", "is not known here")]
    [InlineData("pack.json", "format", "2", "reads format 1")]
    [InlineData("pack.json", "id", "\"../vn\"", "is not a slug")]
    [InlineData("pack.json", "version", "\"1; rm\"", "write letters, digits")]
    [InlineData("pack.json", "languages", "[]", "name each language once")]
    [InlineData("pack.json", "sources[0].file", "\"../../../etc/passwd\"", "is not a path inside the pack")]
    [InlineData("pack.json", "sources[0].file", "\"/etc/passwd\"", "is not a path inside the pack")]
    [InlineData("pack.json", "sources[0].file", "\"sources/none.txt\"", "it is missing")]
    public void A_fault_is_named_with_its_place_and_what_to_do(string file, string place, string value, string sentence) => AssertNamed(file, place, value, sentence);

    [Theory]
    [InlineData("documents.json", "documents[2].relations[0].to", "\"no-such\"", "documents.json has no")]
    [InlineData("documents.json", "documents[0].kind", "\"poem\"", "is not one of")]
    [InlineData("documents.json", "documents[0].issuer", "\"nobody\"", "organisations.json has no")]
    [InlineData("documents.json", "documents[10].textOf", "\"gov\"", "sources with a file has no")]
    [InlineData("programme.json", "meetings[0].participants[0].organisation", "\"nobody\"", "organisations.json has no")]
    [InlineData("programme.json", "meetings[1].directions[0].group", "9", "no such group")]
    [InlineData("programme.json", "meetings[1].document", "\"no-such\"", "documents.json has no")]
    [InlineData("programme.json", "plans[0].tasks", "[{\"number\": 18}]", "is numbered from 1")]
    [InlineData("programme.json", "plans[0].tasks", "[{\"number\": 1, \"lead\": \"nobody\"}]", "organisations.json has no")]
    [InlineData("programme.json", "plans[0].id", "\"hop-2015-04-02\"", "stands already in")]
    public void A_fault_of_documents_meetings_and_plans_is_named_too(string file, string place, string value, string sentence) => AssertNamed(file, place, value, sentence);

    private static void AssertNamed(string file, string place, string value, string sentence)
    {
        using PackCopy copy = new();
        copy.Set(file, place, value);
        PackFaults faults = copy.Read();
        Assert.True(faults.List.Any(fault => fault.Sentence.Contains(sentence, StringComparison.Ordinal)), string.Join("\n", faults.List));
        Assert.True(faults.Count < 40, $"{faults.Count} faults for one");
    }

    [Fact]
    public void All_faults_are_found_at_once()
    {
        using PackCopy copy = new();
        copy.Set("organisations.json", "organisations[0].kind", "\"kingdom\"");
        copy.Set("domains.json", "domains[3].organisation", "\"atlantis\"");
        copy.Set("figures.json", "facts[2].source", "null");
        copy.Set("documents.json", "documents[0].date", "\"yesterday\"");
        copy.Write("criteria.csv", "id,subject_kind\nWEB-01,website\n");
        copy.Write("asn.csv", "asn,org,ipv4_ranges,ipv6_ranges,ipv6_prefixes\n99999999999,x,1,1,\n5,,1,-1,\n");
        string[] found = [.. copy.Read().List.Select(fault => fault.ToString())];
        Assert.Contains(found, fault => fault.StartsWith("organisations.json organisations[0].kind: pack.json kinds has no \"kingdom\"", StringComparison.Ordinal));
        Assert.Contains(found, fault => fault.StartsWith("domains.json domains[3].organisation: organisations.json has no \"atlantis\"", StringComparison.Ordinal));
        Assert.Contains("figures.json facts[2].source: it is missing; a text is expected", found);
        Assert.Contains(found, fault => fault.StartsWith("documents.json documents[0].date: \"\"yesterday\"\" is not", StringComparison.Ordinal));
        Assert.Contains(found, fault => fault.StartsWith("criteria.csv:1: the header must have the columns", StringComparison.Ordinal));
        Assert.Contains(found, fault => fault.StartsWith("asn.csv:2, asn: \"99999999999\" is not a whole number", StringComparison.Ordinal));
        Assert.Contains("asn.csv:3, org: it is empty; a text is expected", found);
        Assert.Contains(found, fault => fault.StartsWith("asn.csv:3, ipv6_ranges: \"-1\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"organisations\": 5}")]
    [InlineData("{\"organisations\": [1, null, \"x\"]}")]
    [InlineData("{\"organisations\": [], \"organisations\": []}")]
    [InlineData("{\"organisations\": [{\"\\ud800\": 1}]}")]
    [InlineData("\u0000\u0001\u0002")]
    public void What_is_no_pack_ends_in_sentences(string content)
    {
        using PackCopy copy = new();
        copy.Write("organisations.json", content);
        Assert.NotEqual(0, copy.Read().Count);
    }

    [Theory]
    [InlineData(200_000, "[", "]")]
    [InlineData(200_000, "{\"organisations\":[{\"names\":", "}]}")]
    public void Depth_is_bounded(int depth, string open, string close)
    {
        using PackCopy copy = new();
        copy.Write("organisations.json", string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth)));
        Assert.NotEqual(0, copy.Read().Count);
    }

    [Fact]
    public void Size_is_bounded()
    {
        using PackCopy copy = new();
        using (FileStream file = File.Create(copy["domains.json"]))
        {
            file.SetLength(5L << 30); // 5 GiB of nothing: a sparse file.
        }

        copy.Write("organisations.json", "{\"organisations\":[" + string.Join(',', Enumerable.Repeat("{}", 50_000)) + "]}");
        long before = GC.GetTotalAllocatedBytes();
        var time = Stopwatch.StartNew();
        PackFaults faults = copy.Read();
        Assert.Contains(faults.List, fault => fault.File == "domains.json" && fault.Sentence.Contains("5,368,709,120 bytes", StringComparison.Ordinal));
        Assert.Contains(faults.List, fault => fault.Sentence.Contains("at most 20000 rows", StringComparison.Ordinal));
        Assert.True(GC.GetTotalAllocatedBytes() - before < 200 << 20);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_thousand_faults_are_counted_and_not_all_kept()
    {
        using PackCopy copy = new();
        copy.Write("organisations.json", "{\"organisations\":[" + string.Join(',', Enumerable.Repeat("{\"id\":\"x\",\"x\":\"y\"}", 10_000)) + "]}");
        PackFaults faults = copy.Read();
        Assert.True(faults.Count > 10_000);
        Assert.Equal(PackFaults.Most, faults.List.Count);
    }

    [Fact]
    public void Links_and_pipes_are_refused()
    {
        using PackCopy copy = new();
        File.Delete(copy["figures.json"]);
        File.CreateSymbolicLink(copy["figures.json"], "/etc/passwd");
        File.Delete(copy["sources/meeting-2015.txt"]);
        File.CreateSymbolicLink(copy["sources/meeting-2015.txt"], "/etc/hostname");
        File.Delete(copy["map.json"]);
        using (var mkfifo = Process.Start("mkfifo", copy["map.json"]))
        {
            mkfifo.WaitForExit();
        }

        PackFaults faults = copy.Read();
        Assert.Contains(faults.List, fault => fault.File == "figures.json" && fault.Sentence.StartsWith("it is a link", StringComparison.Ordinal));
        Assert.Contains(faults.List, fault => fault.Place == "sources[0].file" && fault.Sentence.Contains("through a link", StringComparison.Ordinal));
        Assert.Contains(faults.List, fault => fault.File == "map.json" && fault.Sentence.Contains("not a regular file", StringComparison.Ordinal));
    }

    [Fact]
    public void Source_texts_are_bounded_together()
    {
        using PackCopy copy = new();
        copy.Write("sources/meeting-2015.txt", new string('x', 900_000));
        JsonObject pack = copy.Json("pack.json");
        JsonArray sources = pack["sources"]!.AsArray();
        for (int i = 0; i < 5_000; i++)
        {
            sources.Add(JsonNode.Parse($$"""{"id": "s-{{i}}", "kind": "document", "title": "t", "file": "sources/meeting-2015.txt"}"""));
        }

        copy.Write("pack.json", pack.ToJsonString());
        var time = Stopwatch.StartNew();
        Assert.Contains(copy.Read().List, fault => fault.Sentence.Contains("keep excerpts", StringComparison.Ordinal));
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_missing_folder_is_a_sentence()
    {
        (Pack? pack, PackFaults faults) = PackReader.TryRead("/nowhere/at/all");
        Assert.Null(pack);
        Assert.Equal("/nowhere/at/all: there is no such folder", Assert.Single(faults.List).ToString());
        Assert.Contains("no such folder", Assert.Throws<PackException>(() => PackReader.Read("/nowhere/at/all")).Message);
    }

    [Fact]
    public void Changed_bytes_never_break_the_reader()
    {
        var random = new Random(1912);
        string[] files = ["pack.json", "organisations.json", "domains.json", "documents.json", "programme.json", "figures.json", "indicators.csv", "criteria.csv", "asn.csv"];
        using PackCopy copy = new();
        foreach (string file in files)
        {
            byte[] original = File.ReadAllBytes(copy[file]);
            for (int i = 0; i < 12; i++)
            {
                byte[] bytes = original[..];
                for (int n = random.Next(1, 6); n > 0; n--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                File.WriteAllBytes(copy[file], random.Next(4) == 0 ? bytes[..random.Next(1, bytes.Length)] : bytes);
                copy.Read();
            }

            File.WriteAllBytes(copy[file], original);
        }

        Assert.Equal(0, copy.Read().Count);
    }
}
