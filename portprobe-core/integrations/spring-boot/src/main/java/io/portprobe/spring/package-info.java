/**
 * Spring Boot auto-configuration of a client, health, metrics and an Actuator endpoint.
 *
 * <p>Start with {@link io.portprobe.spring.PortprobeProperties}, the settings, and {@code
 * PortprobeAutoConfiguration}, which applies them. May use: the API, {@code
 * io.portprobe.micrometer}, {@code io.portprobe.testing.contract} and Spring.
 */
@NullMarked
package io.portprobe.spring;

import org.jspecify.annotations.NullMarked;
