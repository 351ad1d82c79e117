using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;

namespace Tracking.Serving.Hosting.Protection;

/// <summary>What each group of endpoints needs. Thread-safe.</summary>
internal sealed class AccessRules(ServingAccess access)
{
    private volatile Table _table = new(access);

    /// <summary>What holds now.</summary>
    public ServingAccess Access => _table.Access;

    /// <summary>Puts other keys in place of all that there are, at once.</summary>
    public void Replace(ServingAccess access) => _table = new Table(access);

    /// <summary>Lets a request pass or says why not.</summary>
    /// <exception cref="ServingException">No key, not enough of one, or the group is turned off.</exception>
    public void Check(EndpointGroup group, HttpRequest request)
    {
        var table = _table;
        var needed = table.Needed[(int)group];
        if (needed == ServingRole.Open)
        {
            return;
        }

        if (needed == ServingRole.Off)
        {
            throw new ServingException(ServingError.EndpointOff, $"There is no '{request.Path}'.");
        }

        if (table.Keys.RoleOf(request) is not { } role)
        {
            throw new ServingException(
                ServingError.Unauthenticated,
                "An API key is needed: send it as 'Authorization: Bearer KEY' or 'x-api-key: KEY'.");
        }

        if (role < needed)
        {
            throw new ServingException(
                ServingError.Forbidden,
                $"'{request.Path}' needs the role {Lower(needed)}, the API key has the role {Lower(role)}.");
        }
    }

    private static ServingRole NeededBy(EndpointGroup group, ServingAccess access)
    {
        if (access.Groups.TryGetValue(group, out var chosen))
        {
            return chosen;
        }

        return !access.HasKeys ? ServingRole.Open : group switch
        {
            EndpointGroup.Health or EndpointGroup.Docs => ServingRole.Open,
            EndpointGroup.Inference or EndpointGroup.Metadata => ServingRole.Predict,
            _ => ServingRole.Admin,
        };
    }

    private sealed class Table(ServingAccess access)
    {
        public ServingAccess Access => access;

        public ApiKeys Keys { get; } = new(access);

        public ServingRole[] Needed { get; } =
            [.. Enum.GetValues<EndpointGroup>().Select(group => NeededBy(group, access))];
    }

    private static string Lower(ServingRole role) => role.ToString().ToLowerInvariant();
}
