-- Each subgraph makes its own schema, jinkatsu_<name>; the hub's user owns those and nothing else.
GRANT ALL PRIVILEGES ON `jinkatsu\_%`.* TO 'hub'@'%';
