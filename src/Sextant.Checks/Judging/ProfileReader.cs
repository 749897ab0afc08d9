using System.Text.Json;
using System.Text.Json.Serialization;
using Sextant.Checks.Observations;

namespace Sextant.Checks.Judging;

/// <summary>Reads a profile and names every fault in it at once.</summary>
public static partial class ProfileReader
{
    private static readonly JsonSerializerOptions Json = Create();

    /// <summary>Reads a built-in profile.</summary>
    /// <exception cref="InvalidDataException">It is faulty: a mistake of the build.</exception>
    public static Profile ReadEmbedded(string name)
    {
        using Stream stream = typeof(ProfileReader).Assembly.GetManifestResourceStream($"profiles/{name}.json")
            ?? throw new InvalidDataException($"There is no built-in profile \"{name}\".");
        using var reader = new StreamReader(stream);
        return TryRead(reader.ReadToEnd(), out Profile? profile, out IReadOnlyList<string> faults)
            ? profile!
            : throw new InvalidDataException($"The built-in profile \"{name}\" is faulty:\n" + string.Join('\n', faults));
    }

    /// <summary>Reads a profile from its JSON; false with every fault listed.</summary>
    public static bool TryRead(string json, out Profile? profile, out IReadOnlyList<string> faults)
    {
        profile = null;
        Document? document;
        try
        {
            document = JsonSerializer.Deserialize<Document>(json, Json);
        }
        catch (JsonException fault)
        {
            faults = [$"The profile is no JSON of the form expected: {fault.Message}"];
            return false;
        }

        // Annotations say nothing of what lies in a list.
        if (document is null || document.Criteria.Any(c => c is null || c.Tags.Values.Any(t => t is null)))
        {
            faults = ["The profile is empty, or a criterion or tag in it is."];
            return false;
        }

        var found = new List<string>();
        var rules = new Dictionary<string, TagRule>(StringComparer.Ordinal);
        foreach (CriterionLine line in document.Criteria)
        {
            foreach ((string tag, TagLine rule) in line.Tags)
            {
                if (!rules.TryAdd(tag, new TagRule(line.Id, rule.Verdict, rule.Class, rule.Gate, rule.MostDelay)))
                {
                    found.Add($"tag \"{tag}\": stands under {rules[tag].Criterion} and under {line.Id}");
                }
            }
        }

        FindFaults(document, rules, found);
        faults = found;
        if (found.Count == 0)
        {
            profile = new Profile(document.Name, document.Version, [.. document.Criteria.Select(ToCriterion)], rules);
        }

        return found.Count == 0;
    }

    private static void FindFaults(Document document, Dictionary<string, TagRule> rules, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(document.Name) || string.IsNullOrWhiteSpace(document.Version))
        {
            faults.Add("name, version: both must be given");
        }

        faults.AddRange(document.Criteria.GroupBy(c => c.Id, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"criterion {g.Key}: stands {g.Count()} times"));
        faults.AddRange(document.Criteria.Where(c => !Levels.ContainsKey(c.Level)).Select(c => $"criterion {c.Id}: level \"{c.Level}\" is none of B, A, O, I"));
        foreach (ICheck check in CheckCatalog.All)
        {
            CriterionLine? line = document.Criteria.FirstOrDefault(c => c.Id == check.Id);
            if (line is null)
            {
                faults.Add($"criterion {check.Id}: is checked and not listed");
            }
            else if (line.Kind != check.Kind)
            {
                faults.Add($"criterion {check.Id}: kind must be {Sextant.Wire.FailureWords.Kebab(check.Kind.ToString())}");
            }

            faults.AddRange(check.Tags.Where(t => !rules.TryGetValue(t, out TagRule? rule) || rule.Criterion != check.Id).Select(t => $"tag \"{t}\": has no rule under {check.Id}"));
        }

        var known = CheckCatalog.All.SelectMany(c => c.Tags).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(rules.Keys.Where(t => !known.Contains(t)).Select(t => $"tag \"{t}\": no check says it"));
        faults.AddRange(rules.Where(r => r.Value is { Verdict: Verdict.Pass, Effect: not (ClassEffect.Nothing or ClassEffect.Partial) }).Select(r => $"tag \"{r.Key}\": a pass can do no more than make the class partial"));
    }

    private static readonly Dictionary<string, Level?> Levels = new(StringComparer.Ordinal)
    {
        ["B"] = Level.Basic, ["A"] = Level.Advanced, ["O"] = Level.Ipv6OnlyReady, ["I"] = null,
    };

    private static Criterion ToCriterion(CriterionLine line) => new(line.Id, line.Kind, Levels[line.Level], line.Weight);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            ReadCommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            MaxDepth = 16,
            RespectNullableAnnotations = true,
            TypeInfoResolver = Form.Default,
        };
        options.Converters.Add(new JsonStringEnumConverter<TargetKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<Verdict>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<ClassEffect>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<Level>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        return options;
    }

    // Found out when Sextant is built: every measuring command reads the national profile before it can judge.
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class Form : JsonSerializerContext;

    private sealed record Document
    {
        public required string Name { get; init; }

        public required string Version { get; init; }

        public required IReadOnlyList<CriterionLine> Criteria { get; init; }
    }

    private sealed record CriterionLine
    {
        public required string Id { get; init; }

        public required TargetKind Kind { get; init; }

        public required string Level { get; init; }

        public int Weight { get; init; }

        // "set", not "init": what is made when Sextant is built forgets the default of a property that is set once.
        public IReadOnlyDictionary<string, TagLine> Tags { get; set; } = new Dictionary<string, TagLine>();
    }

    private sealed record TagLine
    {
        public required Verdict Verdict { get; init; }

        public ClassEffect Class { get; init; }

        public Level? Gate { get; init; }

        public int? MostDelay { get; init; }
    }
}
