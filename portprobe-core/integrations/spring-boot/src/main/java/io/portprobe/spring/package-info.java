/** Spring Boot auto-configuration of a client, health, metrics and an Actuator endpoint. */
@NullMarked
package io.portprobe.spring;

import org.jspecify.annotations.NullMarked;
