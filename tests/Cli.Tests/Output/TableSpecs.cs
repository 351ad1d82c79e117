using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tracking.Cli.Output;
using Tracking.Contracts.Json;
using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Output;

public sealed class TableSpecs
{
    private static readonly ListView<Param> View = new(
        [
            new("key", param => param.Key) { Shrinks = true },
            new("value", param => param.Value) { Shrinks = true, Ink = _ => Ink.Good },
        ],
        WireJson.Default.Param,
        "Nothing.");

    [Fact]
    public async Task A_screen_cuts_the_widest_column_until_all_fit()
    {
        var text = await WriteAsync(new Screen(24, false, false), Row("short", new string('x', 100)));
        Assert.Equal("KEY    VALUE\nshort  xxxxxxxxxxxxxxxx…\n", text);
    }

    [Fact]
    public async Task A_file_gets_everything()
    {
        var text = await WriteAsync(Screen.None, Row("short", new string('x', 100)));
        Assert.Contains(new string('x', 100), text);
        Assert.DoesNotContain('\e', text);
    }

    [Fact]
    public async Task Colours_come_only_where_they_are_wanted_and_do_not_move_columns()
    {
        var text = await WriteAsync(new Screen(80, true, false), Row("a", "v"));
        Assert.Equal("\e[1mKEY\e[0m  \e[1mVALUE\e[0m\na    \e[32mv\e[0m\n", text);
        Assert.False(Screen.WantsColours(name => name == "NO_COLOR" ? "1" : "xterm"));
        Assert.False(Screen.WantsColours(name => name == "TERM" ? "dumb" : null));
        Assert.True(Screen.WantsColours(name => name == "TERM" ? "xterm" : null));
    }

    [Fact]
    public async Task Wide_and_combining_characters_keep_columns_aligned()
    {
        var text = await WriteAsync(
            new Screen(14, false, false), Row("名前", "e\u0301t\u00e9"), Row("ab", "数字数字数字"));
        Assert.Equal("KEY   VALUE\n名前  e\u0301t\u00e9\nab    数字数…\n", text);
    }

    [Fact]
    public async Task What_a_server_sends_cannot_steer_the_terminal()
    {
        var text = await WriteAsync(Screen.None, Row("a\nb", "\e[2J\u202Eevil"));
        Assert.Equal("KEY  VALUE\na b  \uFFFD[2J\uFFFDevil\n", text);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("csv")]
    public async Task A_list_of_any_length_is_written_while_it_is_read(string format)
    {
        var writer = new StringWriter();
        var mostWaiting = 0;
        async IAsyncEnumerable<Param> ManyAsync()
        {
            for (var i = 0; i < 5_000; i++)
            {
                var written = writer.GetStringBuilder().Length / 60;
                mostWaiting = Math.Max(mostWaiting, i - written);
                yield return Row($"key{i}", new string('v', 100));
            }

            await Task.CompletedTask;
        }

        await View.WriteAsync(
            ManyAsync(),
            Enum.Parse<OutputFormat>(format, ignoreCase: true),
            new CommandOutput(writer, writer),
            Patience.Token());
        Assert.InRange(mostWaiting, 1, 1_000);
    }

    [Fact]
    public async Task Json_is_one_array_with_an_item_per_line()
    {
        var writer = new StringWriter();
        await View.WriteAsync(
            new[] { Row("a", "ü<'"), Row("b", "2") }.ToAsyncEnumerable(),
            OutputFormat.Json,
            new CommandOutput(writer, writer),
            Patience.Token());
        Assert.Equal("[\n{\"key\":\"a\",\"value\":\"ü<'\"},\n{\"key\":\"b\",\"value\":\"2\"}\n]\n", writer.ToString());
        Assert.Equal(2, JsonDocument.Parse(writer.ToString()).RootElement.GetArrayLength());
    }

    private static Param Row(string key, string value) => new() { Key = key, Value = value };

    private static async Task<string> WriteAsync(Screen screen, params Param[] rows)
    {
        var results = new StringWriter();
        var output = new CommandOutput(results, TextWriter.Null, screen);
        await View.WriteAsync(rows.ToAsyncEnumerable(), OutputFormat.Table, output, Patience.Token());
        return results.ToString();
    }
}
