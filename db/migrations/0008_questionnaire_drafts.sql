CREATE TABLE `questionnaire_publications` (
	`questionnaire_id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`published_by` text,
	FOREIGN KEY (`questionnaire_id`) REFERENCES `questionnaires`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`published_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `questionnaire_revisions` (
	`id` text PRIMARY KEY NOT NULL,
	`survey_id` text NOT NULL,
	`number` integer NOT NULL,
	`kind` text NOT NULL,
	`content` integer NOT NULL,
	`act` text NOT NULL,
	`subject` text NOT NULL,
	`definition` text,
	`edited_by` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edited_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `questionnaire_revisions_by_number` ON `questionnaire_revisions` (`survey_id`,`number`);--> statement-breakpoint
CREATE TABLE `questionnaire_uploads` (
	`id` text PRIMARY KEY NOT NULL,
	`mission_id` text NOT NULL,
	`name` text NOT NULL,
	`definition` text,
	`problems` text NOT NULL,
	`sent_by` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`mission_id`) REFERENCES `missions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sent_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `response_carries` (
	`id` text PRIMARY KEY NOT NULL,
	`response_id` text NOT NULL,
	`from_id` text NOT NULL,
	`to_id` text NOT NULL,
	`before` text NOT NULL,
	`to_review` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`response_id`) REFERENCES `responses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_id`) REFERENCES `questionnaires`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_id`) REFERENCES `questionnaires`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `response_carries_by_response` ON `response_carries` (`response_id`);--> statement-breakpoint
CREATE TRIGGER questionnaire_revisions_are_never_changed BEFORE UPDATE ON questionnaire_revisions
BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
