package io.portprobe.examples.portqry;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.Output;
import io.portprobe.examples.portqry.console.Progress;
import io.portprobe.examples.portqry.interactive.InteractiveMode;
import io.portprobe.examples.portqry.options.Request;
import io.portprobe.examples.portqry.services.ServiceNames;
import java.util.Optional;

/** Runs queries one after another, with the same services and output. */
final class QueryRunner implements InteractiveMode.Queries {
  private final Environment environment;
  private final ServiceNames bundled;
  private final Optional<ServiceNames> own;
  private final Output output;
  private final Progress progress;

  /**
   * Creates a runner.
   *
   * @param own the services file of the user, whose names take precedence
   */
  QueryRunner(
      Environment environment,
      ServiceNames bundled,
      Optional<ServiceNames> own,
      Output output,
      Progress progress) {
    this.environment = environment;
    this.bundled = bundled;
    this.own = own;
    this.output = output;
    this.progress = progress;
  }

  @Override
  public int run(Request request) throws InterruptedException {
    progress.restart();
    ProbePlan plan = new ProbePlan(request, bundled, own, environment.plugIns());
    return new Session(request, plan, environment, output, progress).run();
  }

  @Override
  public Optional<String> service(Transport transport, int port) {
    return own.flatMap(names -> names.name(transport, port))
        .or(() -> bundled.name(transport, port));
  }
}
