/** Tests of the auto-configuration, on the Spring Boot of the class path. */
package io.portprobe.spring;
