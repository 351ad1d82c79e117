using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Traces;

namespace Tracking.Stores.Contract.Traces;

/// <summary>What every store of assessments does.</summary>
public abstract class AssessmentStoreSpecs : TraceSpecs
{
    [Fact]
    public async Task An_assessment_reads_back_by_itself_and_with_its_trace()
    {
        await StartAsync(new TraceInfo(TraceId('1'), 0, 1, 1, TraceState.Ok));
        var made = Feedback("a-1", "quality", "0.8") with
        {
            Source = new AssessmentSource(AssessmentSourceKind.Human, "ann"),
            SpanId = "s",
            Error = new AssessmentError("C", "m", null),
            Rationale = "good",
            Metadata = [new Tag("k", "v")],
        };
        Assert.Equivalent(made, await Rig.Assessments.CreateAsync(made, Deadline), strict: true);
        Assert.Equivalent(made, await Rig.Assessments.GetAsync(TraceId('1'), "a-1", Deadline), strict: true);
        Assert.Equivalent(made, Assert.Single((await GetAsync('1')).Info.Assessments), strict: true);
    }

    [Fact]
    public async Task What_is_overridden_is_invalid_until_the_other_is_gone()
    {
        await StartAsync(new TraceInfo(TraceId('1'), 0, 1, 1, TraceState.Ok));
        await Rig.Assessments.CreateAsync(Feedback("a-1", "quality", "1"), Deadline);
        await Rig.Assessments.CreateAsync(Feedback("a-2", "quality", "2") with { Overrides = "a-1" }, Deadline);
        Assert.Equal([false, true], await ValidAsync());

        await Rig.Assessments.DeleteAsync(TraceId('1'), "a-2", Deadline);
        await Rig.Assessments.DeleteAsync(TraceId('1'), "a-2", Deadline);
        Assert.Equal([true], await ValidAsync());
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_the_time()
    {
        await StartAsync(new TraceInfo(TraceId('1'), 0, 1, 1, TraceState.Ok));
        var made = Feedback("a-1", "quality", "1") with { Rationale = "r", Metadata = [new Tag("k", "v")] };
        await Rig.Assessments.CreateAsync(made, Deadline);
        var changed = await Rig.Assessments.UpdateAsync(
            TraceId('1'),
            "a-1",
            new AssessmentChange { Finding = new AssessmentFinding(AssessmentKind.Feedback, "2", null, null) },
            Deadline);
        Assert.True(changed.UpdatedMs > made.UpdatedMs);
        Assert.Equivalent(made with { ValueJson = "2", UpdatedMs = changed.UpdatedMs }, changed, strict: true);
        await AssertRefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Assessment 'a-1' is of kind Feedback; it cannot be changed into another.",
            () => Rig.Assessments.UpdateAsync(
                TraceId('1'),
                "a-1",
                new AssessmentChange { Finding = new AssessmentFinding(AssessmentKind.Expectation, "2", null, null) },
                Deadline));
    }

    [Fact]
    public async Task What_is_missing_is_not_found()
    {
        await AssertRefusedAsync(
            ErrorCode.BadRequest,
            $"There is no trace with ID '{TraceId('1')}' to which this could belong.",
            () => Rig.Assessments.CreateAsync(Feedback("a-1", "quality", "1"), Deadline));
        await AssertRefusedAsync(
            ErrorCode.ResourceDoesNotExist,
            "Assessment with ID 'a-1' not found for trace 'tr'",
            () => Rig.Assessments.GetAsync("tr", "a-1", Deadline));
    }

    private static Assessment Feedback(string id, string name, string json) =>
        new(id, TraceId('1'), name, AssessmentKind.Feedback, json) { CreatedMs = 5, UpdatedMs = 6 };

    private async Task<IEnumerable<bool>> ValidAsync() =>
        (await GetAsync('1')).Info.Assessments.Select(assessment => assessment.IsValid);
}
