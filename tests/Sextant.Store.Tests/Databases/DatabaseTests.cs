using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Sextant.Store.Databases;
using Sextant.Testing.Databases;
using Sextant.Testing;

namespace Sextant.Store.Tests.Databases;

public sealed class DatabaseTests
{
    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [InlineData("Host=a", true, 100)]
    [InlineData("Host=a;Max Auto Prepare=0", true, 0)]
    [InlineData("Host=a;No Reset On Close=false", false, 100)]
    public void What_a_connection_string_does_not_say_is_chosen(string told, bool keeps, int prepared)
    {
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(DatabaseOptions.PostgreSql(told).Location);
        Assert.Equal((keeps, prepared), (settings.NoResetOnClose, settings.MaxAutoPrepare));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Migrations_give_the_model(DatabaseKind kind) =>
        await SchemaGuard.MigrationsGiveTheModelAsync<ShelfContext>(kind, "shelf", options => new ShelfContext(options));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_column_and_an_index_that_a_migration_forgot_are_named(DatabaseKind kind)
    {
        var fault = await Assert.ThrowsAsync<Xunit.Sdk.TrueException>(() =>
            SchemaGuard.MigrationsGiveTheModelAsync<ForgetfulContext>(kind, "forgetful", options => new ForgetfulContext(options)));
        Assert.Contains("shelf_book.place", fault.Message);
        Assert.Contains("ix_shelf_book_place", fault.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Instants_come_back_as_UTC_microseconds_and_compare(DatabaseKind kind)
    {
        using TestDatabase test = await TestDatabase.CreateAsync(kind);
        Database<ShelfContext> database = await OpenAsync(test.Options);
        var at = new DateTimeOffset(2026, 11, 21, 7, 0, 0, TimeSpan.FromHours(7)).AddTicks(1234567);
        await using (ShelfContext context = database.Create())
        {
            context.Add(new ShelfBook { Title = "a", ReadAt = at });
            context.Add(new ShelfBook { Title = "b", ReadAt = at.AddDays(1) });
            await context.SaveChangesAsync();
        }

        await using ShelfContext reader = database.Create();
        DateTimeOffset until = at.AddHours(1);
        ShelfBook book = await reader.Books.SingleAsync(b => b.ReadAt <= until);
        Assert.Equal(ModelConventions.Rounded(at), book.ReadAt);
        Assert.Equal(TimeSpan.Zero, book.ReadAt.Offset);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Many_open_at_once_and_one_migrates(DatabaseKind kind)
    {
        using TestDatabase test = await TestDatabase.CreateAsync(kind);
        Database<ShelfContext>[] opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync(test.Options))));
        await using ShelfContext context = opened[5].Create();
        Assert.Equal(0, await context.Books.CountAsync());
    }

    [Fact]
    public async Task A_lock_left_by_a_killed_migration_holds_up_nobody()
    {
        using TestDatabase test = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        Directory.CreateDirectory(Path.GetDirectoryName(test.Options.Location)!);
        await using (var connection = new SqliteConnection($"Data Source={test.Options.Location}"))
        {
            await connection.OpenAsync();
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-21 00:00:00')
                """;
            await command.ExecuteNonQueryAsync();
        }

        await OpenAsync(test.Options).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_database_of_a_newer_program_is_refused(DatabaseKind kind)
    {
        using TestDatabase test = await TestDatabase.CreateAsync(kind);
        Database<ShelfContext> database = await OpenAsync(test.Options);
        await using (ShelfContext context = database.Create())
        {
            await context.Database.ExecuteSqlRawAsync("INSERT INTO shelf_migration VALUES ('0009_later', '11.0.0')");
        }

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(test.Options));
        Assert.Contains("0009_later", fault.Message);
    }

    [Fact]
    public async Task Every_SQLite_connection_is_set_to_keep_what_it_commits()
    {
        using TestDatabase test = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        Database<ShelfContext> database = await OpenAsync(test.Options);
        await using ShelfContext context = database.Create();
        Assert.Equal("wal", await PragmaAsync<string>(context, "journal_mode"));
        Assert.Equal(2, await PragmaAsync<long>(context, "synchronous"));
        Assert.Equal(1, await PragmaAsync<long>(context, "foreign_keys"));
        Assert.Equal(30_000, await PragmaAsync<long>(context, "busy_timeout"));
    }

    [Fact]
    public async Task A_second_writer_waits_and_does_not_fail()
    {
        using TestDatabase test = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        Database<ShelfContext> database = await OpenAsync(test.Options);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < 5; i++)
            {
                await using ShelfContext context = database.Create();
                await using var transaction = await context.Database.BeginTransactionAsync();
                int before = await context.Books.CountAsync();
                context.Add(new ShelfBook { Title = $"{writer}-{i}", ReadAt = DateTimeOffset.UnixEpoch.AddDays(before) });
                await context.SaveChangesAsync();
                await transaction.CommitAsync();
            }
        })));
        await using ShelfContext reader = database.Create();
        List<DateTimeOffset> days = await reader.Books.Select(b => b.ReadAt).ToListAsync();
        Assert.Equal(40, days.Distinct().Count());
    }

    private static Task<Database<ShelfContext>> OpenAsync(DatabaseOptions options) =>
        Database.OpenAsync<ShelfContext>(options, "shelf", o => new ShelfContext(o));

    private static Task<T> PragmaAsync<T>(DbContext context, string name)
    {
        string sql = $"SELECT {(name == "busy_timeout" ? "timeout" : name)} AS \"Value\" FROM pragma_{name}";
        return context.Database.SqlQueryRaw<T>(sql).SingleAsync();
    }
}

public sealed class ShelfBook
{
    public long Id { get; set; }

    public required string Title { get; set; }

    public DateTimeOffset ReadAt { get; set; }
}

public sealed class ShelfContext(DbContextOptions<ShelfContext> options) : DbContext(options)
{
    public DbSet<ShelfBook> Books => Set<ShelfBook>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UseInstants(Database.IsSqlite());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ShelfBook>().HasIndex(b => b.Title).IsUnique();
        modelBuilder.UseSnakeCase();
    }
}

/// <summary>Has a column more than its migration makes.</summary>
public sealed class ForgetfulContext(DbContextOptions<ForgetfulContext> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UseInstants(Database.IsSqlite());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ShelfBook>(book =>
        {
            book.HasIndex(b => b.Title).IsUnique();
            book.Property<string?>("Place");
            book.HasIndex("Place");
        });
        modelBuilder.UseSnakeCase();
    }
}

[DbContext(typeof(ForgetfulContext))]
[Migration("0001_shelf")]
public sealed class ForgetfulMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => ShelfMigration.Create(migrationBuilder);
}

[DbContext(typeof(ShelfContext))]
[Migration("0001_shelf")]
public sealed class ShelfMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => Create(migrationBuilder);

    internal static void Create(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "shelf_book",
            table => new
            {
                id = table.Identity(migrationBuilder),
                title = table.Column<string>(nullable: false),
                read_at = table.Column<DateTimeOffset>(migrationBuilder.InstantType(), nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_shelf_book", x => x.id));
        migrationBuilder.CreateIndex("ix_shelf_book_title", "shelf_book", "title", unique: true);
    }
}
