package io.portprobe.protocols.queue;

import io.portprobe.spi.Finding;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The ApiVersions response of a Kafka broker. Immutable and thread-safe. Implemented by portprobe
 * only; more methods may follow.
 */
public interface KafkaResult extends Finding {
  /**
   * A request that the broker supports.
   *
   * @param key the key of the request
   * @param name the name of the request in Kafka 3.9; empty if it is not known
   * @param minVersion the lowest version
   * @param maxVersion the highest version
   */
  record Api(int key, Optional<String> name, int minVersion, int maxVersion) {
    /** Returns the name or key, and the versions. */
    @Override
    public String toString() {
      return SafeText.line(name.orElse("key " + key) + " " + minVersion + "-" + maxVersion);
    }
  }

  /**
   * Returns the version of the response.
   *
   * @return 3, or 0 if the broker does not know version 3
   */
  int responseVersion();

  /**
   * Returns the error code.
   *
   * @return 0 if there is no error
   */
  int errorCode();

  /**
   * Returns the requests that the broker supports.
   *
   * @return an immutable list in the order received
   */
  List<Api> apis();

  /**
   * Returns the versions of a request.
   *
   * @param name the name, for example {@code "Fetch"}
   * @return empty if the broker does not support the request
   */
  default Optional<Api> api(String name) {
    return apis().stream().filter(api -> api.name().equals(Optional.of(name))).findFirst();
  }

  /**
   * Returns the features that the broker supports, with the range of their versions.
   *
   * @return an unmodifiable map, for example {@code "metadata.version"} to {@code "1-21"}; empty in
   *     responses of version 0
   */
  Map<String, String> supportedFeatures();

  /**
   * Returns the features of the cluster, with the range of their versions.
   *
   * @return an unmodifiable map, for example {@code "metadata.version"} to {@code "21-21"}
   */
  Map<String, String> finalizedFeatures();

  /**
   * Returns the epoch of the features of the cluster.
   *
   * @return 0 or more; empty if the broker does not know it
   */
  OptionalLong finalizedFeaturesEpoch();
}
