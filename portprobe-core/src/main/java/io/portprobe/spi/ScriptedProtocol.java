package io.portprobe.spi;

import java.util.Set;

/**
 * A protocol that executes a {@link ProtocolScript}. Extend it so that {@link
 * java.util.ServiceLoader} finds the protocol; the class needs a public constructor without
 * parameters:
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
   * Creates the protocol from the current lines of a script.
   *
   * @param script the script; later changes have no effect
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
    return script.bindings();
  }

  @Override
  public final Dialogue open(DialogueContext context) {
    return new ScriptedDialogue(script, context);
  }

  /**
   * Returns the name and the default ports.
   *
   * @return one line
   */
  @Override
  public final String toString() {
    return script.name() + " " + script.bindings();
  }
}
