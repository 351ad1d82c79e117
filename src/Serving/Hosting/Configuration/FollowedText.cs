using Tracking.Serving.Core;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>
/// A text in files that is followed by what it is: a new one is taken when two looks in a row have found it, since it
/// may still be written, or at once when somebody asks. Not thread-safe.
/// </summary>
/// <param name="read">Reads it as it is now.</param>
/// <param name="taken">What holds now.</param>
internal sealed class FollowedText(Func<CancellationToken, Task<string>> read, string? taken)
{
    private string? _taken = taken;
    private string? _suspect;
    private bool _isUnreadable;

    /// <summary>Looks once.</summary>
    /// <param name="isAsked">Takes it whether it has changed or not.</param>
    /// <param name="take">Takes it over; what it throws does not bring the same text again.</param>
    /// <param name="refuse">Is told why not, once for each reason.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task LookAsync(
        bool isAsked, Func<string, Task> take, Action<ServingException> refuse, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await read(cancellationToken);
        }
        catch (ServingException error)
        {
            if (isAsked || !_isUnreadable)
            {
                refuse(error);
            }

            _isUnreadable = true;
            return;
        }

        _isUnreadable = false;
        if (!isAsked && (text == _taken || Interlocked.Exchange(ref _suspect, text) != text))
        {
            return;
        }

        _taken = text;
        try
        {
            await take(text);
        }
        catch (ServingException error)
        {
            refuse(error);
        }
    }
}
