using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sextant.Checks.Judging;

namespace Sextant.Measurement.Storage;

/// <summary>What is stored once for all scans that gave the same.</summary>
internal sealed record JudgedVerdicts(IReadOnlyList<string> Hosts, IReadOnlyList<string> Unmeasured, IReadOnlyList<CriterionVerdict> Verdicts)
{
    private static readonly JsonSerializerOptions Writing = new(JudgementJson.Options) { TypeInfoResolver = VerdictsWriting.Default };

    /// <summary>The stored form.</summary>
    internal static string Write(JudgedVerdicts verdicts) => JsonSerializer.Serialize(verdicts, Writing);

    /// <summary>The row of a judgement's verdicts.</summary>
    internal static VerdictSetRow RowOf(Judgement judgement)
    {
        string content = Write(new JudgedVerdicts(judgement.Hosts, judgement.Unmeasured, judgement.Verdicts));
        return new VerdictSetRow { Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 16)), Content = content };
    }

    /// <summary>Reads it again.</summary>
    internal static JudgedVerdicts Read(string content) => JsonSerializer.Deserialize<JudgedVerdicts>(content, JudgementJson.Options)!;
}

/// <summary>How verdicts are written, found out when Sextant is built and not by reflection at each start. Only for writing, as with scans.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(JudgedVerdicts))]
internal sealed partial class VerdictsWriting : JsonSerializerContext;
