using HealthScore.Cli.Edge;
using HealthScore.Cli.Printing;

var terminal = Terminal.OfProcess();
var exitCode = await ProcessEdge.Run(args, terminal);
terminal.Flush();
return exitCode;
