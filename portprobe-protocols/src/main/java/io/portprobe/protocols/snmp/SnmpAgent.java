package io.portprobe.protocols.snmp;

import io.portprobe.spi.Finding;
import io.portprobe.text.SafeText;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The response of an SNMP agent: objects of the group {@code system} (RFC 3418), or the identity of
 * an SNMPv3 engine. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface SnmpAgent extends Finding {
  /**
   * Returns the version of the response.
   *
   * @return {@code "SNMPv1"}, {@code "SNMPv2c"} or {@code "SNMPv3"}
   */
  String version();

  /**
   * Returns sysDescr, the description of the system.
   *
   * @return text of the agent, at most 1,000 characters; empty if the agent has none, or accepted
   *     no community
   */
  Optional<String> description();

  /**
   * Returns sysObjectID, the vendor's identification of the product.
   *
   * @return in dotted decimal; empty if the agent has none, or accepted no community
   */
  Optional<String> objectId();

  /**
   * Returns sysUpTime, the time since the agent started.
   *
   * @return 0 to 497 days; empty if the agent has none, or accepted no community
   */
  Optional<Duration> upTime();

  /**
   * Returns sysName, the name that the administrator gave the system.
   *
   * @return text of the agent, at most 1,000 characters; empty if the agent has none, or accepted
   *     no community
   */
  Optional<String> name();

  /**
   * Returns the error of the response.
   *
   * @return for example {@code "noSuchName"}; empty if there is none
   */
  Optional<String> error();

  /**
   * Returns the identity of the SNMPv3 engine.
   *
   * @return empty unless the agent accepted no community
   */
  Optional<Engine> engine();

  /**
   * Returns the version, the objects, the error and the engine.
   *
   * @return at least one line
   */
  @Override
  List<String> lines();

  /**
   * An SNMPv3 engine (RFC 3411 section 5, {@code SnmpEngineID}).
   *
   * @param id the engine's id, 5 to 32 bytes in lower-case hexadecimal digits
   * @param enterprise the number that IANA assigned to the vendor; empty if the id has no such form
   * @param address the part of the id that names the host: an IPv4, IPv6 or MAC address or a text;
   *     empty if the id contains none
   * @param boots how often the engine has started, 0 to 2147483647
   * @param time the time since the engine started
   */
  record Engine(
      String id, OptionalLong enterprise, Optional<String> address, long boots, Duration time) {
    /** Checks that nothing is null. */
    public Engine {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(enterprise, "enterprise");
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(time, "time");
    }

    /** Returns the id. */
    @Override
    public String toString() {
      return SafeText.line(id);
    }
  }
}
