package io.portprobe.spi;

import java.util.Set;

/**
 * A protocol that follows a {@link ProtocolScript}. Extend it to have {@link
 * java.util.ServiceLoader} find the protocol; that takes a public constructor without parameters:
 *
 * <pre>{@code
 * public final class Redis extends ScriptedProtocol {
 *   public Redis() {
 *     super(Protocols.script("redis").tcp(6379).send("PING\r\n").expect("[+]PONG|-[A-Z]+ .*"));
 *   }
 * }
 * }</pre>
 */
public abstract class ScriptedProtocol implements Protocol {
  private final ProtocolScript.Parts script;

  /**
   * Takes the script as it is now.
   *
   * @param script the script
   * @throws IllegalArgumentException as {@link ProtocolScript#build()} does
   */
  protected ScriptedProtocol(ProtocolScript script) {
    this.script = script.parts();
  }

  @Override
  public final String name() {
    return script.name();
  }

  @Override
  public final Set<Binding> bindings() {
    return script.home();
  }

  @Override
  public final Dialogue open(DialogueContext context) {
    return new ScriptedDialogue(script, context.transport());
  }

  /**
   * One line.
   *
   * @return name and home
   */
  @Override
  public final String toString() {
    return script.name() + " " + script.home();
  }
}
