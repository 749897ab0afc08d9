using System.Text;
using System.Text.Json.Nodes;
using Sextant.Programme.Packs;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Packs;

/// <summary>The Vietnamese pack in a folder of the test's own, to be spoilt.</summary>
internal sealed class PackCopy : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PackCopy()
    {
        Directory.CreateDirectory(_folder["sources"]);
        foreach (string file in Directory.GetFiles(VietNam.Folder, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, _folder[Path.GetRelativePath(VietNam.Folder, file)]);
        }
    }

    public string this[string file] => _folder[file];

    public string Folder => _folder.Path;

    public PackFaults Read() => PackReader.TryRead(_folder.Path).Faults;

    public JsonObject Json(string file) => JsonNode.Parse(File.ReadAllText(this[file]))!.AsObject();

    public void Write(string file, string content) => File.WriteAllText(this[file], content, new UTF8Encoding(false));

    /// <summary>Puts a value at a place such as <c>organisations[0].names[0].name.vi</c>.</summary>
    public void Set(string file, string place, string value)
    {
        const string marker = "\u0001here\u0001";
        JsonNode root = JsonNode.Parse(File.ReadAllText(this[file]))!;
        JsonNode at = root;
        string[] steps = place.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (string step in steps[..^1])
        {
            at = step[0] == '[' ? at[int.Parse(step[1..^1])]! : at[step]!;
        }

        at.AsObject()[steps[^1]] = marker;
        string json = root.ToJsonString();

        // Written as text, so that a test can also put what no JSON library would write.
        Write(file, json.Replace(JsonValue.Create(marker)!.ToJsonString(), value, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
