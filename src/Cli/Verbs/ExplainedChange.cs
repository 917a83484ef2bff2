using HealthScore.Cli.Edge;
using HealthScore.Cli.Edge.Rows;
using HealthScore.Cli.Printing;
using HealthScore.Cli.Printing.Accounts;
using HealthScore.Cli.Printing.Json;
using HealthScore.Core.Explaining.Changes;
using HealthScore.Core.Formula;

namespace HealthScore.Cli.Verbs;

/// <summary>
/// <c>healthscore explain --versus</c>: why one account's health changed between two days or two models.
/// </summary>
internal static class ExplainedChange
{
    /// <param name="terminal">Where the ledger is printed.</param>
    /// <param name="model">The model of the score that is explained.</param>
    /// <param name="before">The model it is compared with; the same where only days differ.</param>
    /// <param name="request">The account and the day of the score that is explained.</param>
    /// <param name="since">The day it is compared with; the same day where only models differ.</param>
    /// <param name="json">One document instead of a table.</param>
    public static int Run(
        Terminal terminal,
        HealthModel model,
        HealthModel before,
        AccountRequest request,
        DateOnly? since,
        bool json
    )
    {
        var now = AccountRow.Read(model, request.Data, request.Account, request.AsOf);
        var nowAsBefore = before == model ? now : AccountRow.Read(before, request.Data, request.Account, request.AsOf);
        if (since is not null && nowAsBefore.Days is null)
        {
            throw Refusal.Usage(
                $"{request.Data}: the model reads no as-of day from it, so there is no day to compare with.",
                "Compare two models on the same rows with --versus-model."
            );
        }

        var first = since is null ? nowAsBefore : AccountRow.Read(before, request.Data, request.Account, since);
        var ledger = ChangeLedger.Between(
            new ChangePoint(first.Snapshot, before),
            new ChangePoint(now.Snapshot, model),
            nowAsBefore.Snapshot
        );
        ledger =
            first.Health.HealthPoints is null || now.Health.HealthPoints is null
                ? ledger with
                {
                    Before = first.Health,
                    After = now.Health,
                    Lines = [],
                }
                : ledger;
        if (json)
        {
            LedgerJson.Print(terminal, ledger);
        }
        else
        {
            LedgerScreen.Print(terminal, ledger, model.FormulaOf(now.Snapshot).Formula.Bands, model.HorizonDays);
        }

        return ExitCode.Ok;
    }
}
