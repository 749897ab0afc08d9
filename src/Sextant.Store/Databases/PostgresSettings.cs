using Npgsql;

namespace Sextant.Store.Databases;

/// <summary>What connections to PostgreSQL are told beside what their administrator says.</summary>
internal static class PostgresSettings
{
    /// <summary>100 statements of each connection, those that run often: a page asks some twenty, and to plan them anew takes the server longer than to answer.</summary>
    private const int Prepared = 100;

    /// <summary>The connection string, with statements prepared unless it says itself how many: a pooler between may not bear any.</summary>
    internal static string ConnectionString(string told)
    {
        if (told.Replace(" ", "", StringComparison.Ordinal).Contains("MaxAutoPrepare", StringComparison.OrdinalIgnoreCase))
        {
            return told;
        }

        try
        {
            return new NpgsqlConnectionStringBuilder(told) { MaxAutoPrepare = Prepared }.ToString();
        }
        catch (ArgumentException)
        {
            return told; // who opens it says what is wrong with it
        }
    }
}
