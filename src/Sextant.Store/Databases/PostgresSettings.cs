using Npgsql;

namespace Sextant.Store.Databases;

/// <summary>What connections to PostgreSQL are told beside what their administrator says.</summary>
internal static class PostgresSettings
{
    /// <summary>100 statements of each connection, those that run often: a page asks some twenty, and to plan them anew takes the server longer than to answer.</summary>
    private const int Prepared = 100;

    /// <summary>
    /// The connection string, with statements prepared unless it says itself how many: a pooler between may not bear any. What a session was told is not taken back when a connection
    /// returns to the pool, seven statements before the first of each: no statement of ours tells a session anything that outlives its transaction.
    /// </summary>
    internal static string ConnectionString(string told)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(told);
            string names = told.Replace(" ", "", StringComparison.Ordinal);
            settings.MaxAutoPrepare = names.Contains("MaxAutoPrepare", StringComparison.OrdinalIgnoreCase) ? settings.MaxAutoPrepare : Prepared;
            settings.NoResetOnClose = settings.NoResetOnClose || !names.Contains("NoResetOnClose", StringComparison.OrdinalIgnoreCase);
            return settings.ToString();
        }
        catch (ArgumentException)
        {
            return told; // who opens it says what is wrong with it
        }
    }
}
