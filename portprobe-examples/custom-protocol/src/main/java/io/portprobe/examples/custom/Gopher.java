package io.portprobe.examples.custom;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.LineDialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Gopher (RFC 1436): reads {@code caps.txt}, then a menu over a second connection. */
public final class Gopher implements Protocol {
  /** The menu to read. Default: the root menu. */
  public static final ProtocolOption<String> SELECTOR =
      ProtocolOption.of(
              "gopher.selector",
              "",
              value -> value.matches("[ -~]{0,255}"),
              "0-255 printable ASCII characters")
          .describedAs("Which menu is read.");

  /** Creates the plug-in, for {@link java.util.ServiceLoader}. */
  public Gopher() {}

  @Override
  public String name() {
    return "gopher";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(70));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(SELECTOR);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new MenuDialogue(context.option(SELECTOR));
  }

  /**
   * A Gopher server.
   *
   * @param software the server software, empty if it is not known
   * @param version the version of the software, empty if it is not known
   * @param entries the number of entries of the menu, at most 1000
   */
  public record Menu(String software, String version, int entries) implements Finding {
    @Override
    public List<String> lines() {
      return List.of("Gopher menu of " + entries + " entries");
    }

    @Override
    public ServiceFacts facts() {
      return ServiceFacts.of("gopher").withProduct(software).withVersion(version);
    }
  }

  private static final class MenuDialogue extends LineDialogue {
    private static final int MAX_LINES = 1000;
    private static final Pattern ENTRY =
        Pattern.compile("[^\t]+\t[^\t]*\t[^\t]+\t[0-9]{1,5}(\t.*)?");

    private final String selector;
    private boolean readsMenu;
    private int lines;
    private String software = "";
    private String version = "";

    MenuDialogue(String selector) {
      this.selector = selector;
    }

    @Override
    public Step start() {
      return Step.send("caps.txt\r\n".getBytes(US_ASCII));
    }

    @Override
    protected Step onConnected() {
      readsMenu = true;
      lines = 0;
      return Step.send((selector + "\r\n").getBytes(US_ASCII));
    }

    @Override
    protected Step line(String line) {
      if (!readsMenu) {
        return capability(line);
      }
      if (line.equals(".")) {
        return onClosed();
      }
      if (!ENTRY.matcher(line).matches()) {
        return Step.mismatch("the line is not an entry of a menu");
      }
      if (line.startsWith("3")) {
        return Step.refused("the server has no such menu");
      }
      return ++lines == MAX_LINES ? onClosed() : Step.await();
    }

    private Step capability(String line) {
      if (line.startsWith("ServerSoftware=")) {
        software = SafeText.line(line.substring(15), 100);
      } else if (line.startsWith("ServerSoftwareVersion=")) {
        version = SafeText.line(line.substring(22), 100);
      }
      return ++lines == MAX_LINES ? Step.reconnect() : Step.await();
    }

    @Override
    protected Step onClosed() {
      if (!readsMenu) {
        return Step.reconnect();
      }
      return lines > 0
          ? Step.finish(new Menu(software, version, lines))
          : Step.mismatch("the stream ended without a menu");
    }
  }
}
