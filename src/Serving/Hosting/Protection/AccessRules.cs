using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;

namespace Tracking.Serving.Hosting.Protection;

/// <summary>What each group of endpoints needs. Immutable.</summary>
internal sealed class AccessRules
{
    private readonly ApiKeys _keys;
    private readonly ServingRole[] _needed;

    public AccessRules(ServingAccess access)
    {
        _keys = new ApiKeys(access);
        _needed = [.. Enum.GetValues<EndpointGroup>().Select(group => NeededBy(group, access))];
    }

    /// <summary>Lets a request pass or says why not.</summary>
    /// <exception cref="ServingException">No key, not enough of one, or the group is turned off.</exception>
    public void Check(EndpointGroup group, HttpRequest request)
    {
        var needed = _needed[(int)group];
        if (needed == ServingRole.Open)
        {
            return;
        }

        if (needed == ServingRole.Off)
        {
            throw new ServingException(ServingError.EndpointOff, $"There is no '{request.Path}'.");
        }

        if (_keys.RoleOf(request) is not { } role)
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

    private static string Lower(ServingRole role) => role.ToString().ToLowerInvariant();
}
