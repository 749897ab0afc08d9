using Sextant.Checks.Judging;
using Sextant.Checks.Recipes;

namespace Sextant.Checks.Tests.Recipes;

public sealed class RecipeBookTests
{
    private static readonly Software[] WebServers = [Software.Nginx, Software.Apache, Software.Iis];

    private static readonly Software[] NameServers = [Software.Bind, Software.Nsd, Software.PowerDns, Software.Knot];

    [Fact]
    public void Every_fault_has_a_recipe_and_every_recipe_a_fault()
    {
        Assert.Empty(Samples.FaultyTags.Except(RecipeBook.Tags));
        Assert.Empty(RecipeBook.Tags.Except(Samples.FaultyTags));
    }

    [Fact]
    public void Where_software_can_be_at_fault_each_has_its_own_and_where_not_somebody_is_named()
    {
        foreach (string tag in RecipeBook.Tags)
        {
            Software[] own = [.. RecipeBook.SoftwareOf(tag)];
            Assert.Contains(Software.Unknown, own);
            Software[] named = [.. own.Where(s => s != Software.Unknown)];
            Software[] all = tag.StartsWith("web", StringComparison.Ordinal) ? WebServers : tag.StartsWith("mail", StringComparison.Ordinal) ? [Software.Postfix] : NameServers;
            // DNS faults that show on a web site or at a mail server are mended in DNS.
            Assert.True(named.Length == 0 || named.SequenceEqual(all) || named.SequenceEqual(NameServers), $"{tag}: {string.Join(", ", own)}");
            Assert.NotEmpty(RecipeBook.For(Samples.Of(tag), Software.Unknown, "vi")!.Who);
        }
    }

    [Theory]
    [InlineData("vi", "Người thực hiện: ")]
    [InlineData("en", "Who acts: ")]
    public void A_recipe_is_whole(string language, string actor)
    {
        foreach ((string tag, Software software, Recipe recipe) in Samples.Every(language))
        {
            Assert.StartsWith(actor, recipe.Steps[0], StringComparison.Ordinal);
            Assert.True(recipe.Steps.Count >= 3, $"{tag} for {software} has {recipe.Steps.Count} steps");
            Assert.DoesNotContain("{{", recipe.Title + recipe.Configuration + string.Concat(recipe.Steps), StringComparison.Ordinal);
            Assert.All(recipe.Steps, s => Assert.EndsWith(".", s, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Languages_say_the_same_and_share_the_configuration()
    {
        foreach ((string tag, Software software, Recipe vi) in Samples.Every("vi"))
        {
            Recipe en = RecipeBook.For(Samples.Of(tag), software, "en")!;
            Assert.Equal(vi.Configuration, en.Configuration);
            Assert.Equal(vi.Steps.Count, en.Steps.Count);
            Assert.NotEqual(vi.Title, en.Title);
        }
    }

    [Fact]
    public void No_two_programs_have_the_same_recipe()
    {
        foreach (string tag in RecipeBook.Tags)
        {
            Software[] own = [.. RecipeBook.SoftwareOf(tag)];
            Recipe[] recipes = [.. own.Select(s => RecipeBook.For(Samples.Of(tag), s, "en")!)];
            Assert.Equal(own.Length, recipes.Select(r => string.Join('\n', r.Steps) + r.Configuration).Distinct(StringComparer.Ordinal).Count());
            // Not the words alone: where two programs both have configuration or commands, these differ.
            string[] parts = [.. recipes.Where(r => r.Software != Software.Unknown).Select(r => r.Configuration)];
            Assert.True(parts.Distinct(StringComparer.Ordinal).Count() == parts.Length, $"{tag}: two programs share their configuration");
        }
    }

    [Fact]
    public void Values_of_the_finding_stand_in_the_recipe()
    {
        Recipe recipe = RecipeBook.For(Samples.Of("web-v6-443-closed"), Software.Nginx, "en")!;
        Assert.Contains("server_name www.example.gov.vn;", recipe.Configuration, StringComparison.Ordinal);
        Assert.Contains(recipe.Steps, s => s.Contains("[2001:db8:7::80]", StringComparison.Ordinal));
        Assert.Equal(Software.Nginx, recipe.Software);
    }

    [Fact]
    public void Software_that_cannot_be_at_fault_gets_the_recipe_that_says_who_is()
    {
        Recipe recipe = RecipeBook.For(Samples.Of("web-aaaa-not-global"), Software.Nginx, "en")!;
        Assert.Equal(Software.Unknown, recipe.Software);
        Assert.Contains("DNS", recipe.Steps[0], StringComparison.Ordinal);
        Assert.Contains(recipe.Steps, s => s.Contains("cannot mend", StringComparison.Ordinal));
    }

    [Fact]
    public void Tags_that_say_no_fault_have_none() => Assert.Null(RecipeBook.For(Samples.Of("dns-udp-answers"), Software.Bind, "vi"));

    [Theory]
    [InlineData("a.example.vn;} evil {")]
    [InlineData("x\"; include \"/etc/passwd\"; //.vn")]
    [InlineData("$(touch /tmp/x).vn")]
    [InlineData("`id`.vn")]
    [InlineData("a.vn\nroot /;")]
    [InlineData("<script>alert(1)</script>.vn")]
    [InlineData("\u202Eevil.vn")]
    [InlineData("{{zone}}.vn")]
    [InlineData("-rf.vn")]
    [InlineData("..")]
    [InlineData("1.2.3.4")]
    public void Hostile_names_never_reach_a_configuration(string hostile)
    {
        foreach ((string tag, Software software, _) in Samples.Every("en"))
        {
            Finding finding = Samples.Of(tag) with { Subject = hostile };
            foreach (string name in finding.Parameters.Keys.ToArray())
            {
                finding = finding with { Parameters = finding.Parameters.SetItem(name, hostile) };
            }

            Recipe recipe = RecipeBook.For(finding, software, "en")!;
            Assert.DoesNotContain(hostile, recipe.Title + recipe.Configuration + string.Concat(recipe.Steps), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("64:ff9b::1")]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1]; evil")]
    public void Addresses_that_cannot_work_never_reach_a_configuration(string address)
    {
        Finding finding = Samples.Of("web-v6-443-closed");
        Recipe recipe = RecipeBook.For(finding with { Parameters = finding.Parameters.SetItem("address", address) }, Software.Nginx, "en")!;
        Assert.DoesNotContain(address, string.Concat(recipe.Steps) + recipe.Configuration, StringComparison.Ordinal);
    }
}
